import { describe, expect, it } from 'vitest';
import type { Question, Reference } from '../core/question.ts';
import { majorityAnswerer } from './answerer.ts';

const choice = (letter: string): Reference => ({ kind: 'choice', letters: [letter], options: {} });
const boolean = (value: boolean): Reference => ({ kind: 'boolean', value });
const question = (reference: Reference): Question => ({
  ...{ id: 'q', source: 's', split: 'test', language: 'en', category: 'c', licence: 'l', cluster: 'k' },
  ...{ texts: [], tables: [], history: [], question: '?', reference },
});

async function answerTo(references: readonly Reference[], asked: Reference): Promise<string | undefined> {
  const answerer = majorityAnswerer(references.map(question));
  const [generation] = await answerer.answer(
    question(asked),
    [],
    { maxTokens: 1, temperature: 0, topP: 1, seed: 1 },
    1,
  );
  return generation?.text;
}

describe('the majority baseline', () => {
  const references = [
    choice('B'),
    choice('B'),
    choice('C'),
    choice('B'),
    boolean(false),
    boolean(true),
    boolean(false),
  ];

  it('answers each kind of question with the commonest gold of that kind', async () => {
    expect(await answerTo(references, choice('C'))).toContain('B');
    expect(await answerTo(references, boolean(true))).toMatch(/no/i);
  });

  it('has no answer where golds are numbers', async () => {
    const number: Reference = { kind: 'number', value: 3, unit: 'plain', tolerance: 0 };
    expect(await answerTo([...references, number], number)).toBe('');
  });
});
