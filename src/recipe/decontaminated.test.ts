import { expect, it } from 'vitest';
import { Intake } from '../data/intake.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { decontaminated } from './decontaminated.ts';

it('says of a repeated question whether the golds contradict each other', async () => {
  const own = { ...growthQuestion, source: 'own' };
  const reference = { kind: 'number', value: 0.5, unit: 'decimal', tolerance: 0 } as const;
  async function* questions() {
    await Promise.resolve();
    yield { ...own, id: 'a', cluster: 'a' };
    yield { ...own, id: 'b', cluster: 'b' };
    yield { ...own, id: 'c', cluster: 'c', reference };
  }
  const intake = new Intake();
  const kept: string[] = [];
  for await (const { id } of decontaminated(questions(), [], { intake })) kept.push(id);
  expect(kept).toEqual(['a']);
  expect(intake.drain()).toMatchObject([
    {
      id: 'b',
      reason: 'says the same as another training question',
      detail: 'own/a (similarity 1.00)',
      question: { id: 'b' },
    },
    { id: 'c', reason: 'says the same as another training question, with another gold' },
  ]);
});
