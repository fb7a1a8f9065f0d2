import { expect, it } from 'vitest';
import type { Outcome } from '../../core/outcome.ts';
import { evaluateModel } from '../evaluate-model.ts';
import { moodQuestion, scriptedModel } from '../test-fixture.ts';
import { judgeAgreement } from './judge-agreement.ts';

it('asks the judge about answers that the rules decided, right and wrong alike', async () => {
  const questions = Array.from({ length: 90 }, (_, i) => moodQuestion(i));
  const model = scriptedModel(() => '<think>\nso\n</think>\n<answer>\nbullish\n</answer>');
  const answers = await evaluateModel({ model, questions, stage: 'm', maxTokens: 8, seed: 1 });
  const asked: string[] = [];
  const judge = {
    id: 'j',
    judge(reference: string, answer: string): Promise<Outcome> {
      asked.push(reference);
      const verdict = asked.length <= 2 ? 'judge-error' : reference === answer ? 'correct' : 'wrong';
      return Promise.resolve({ verdict, rule: 'judge:j', reason: '' });
    },
  };
  const agreement = await judgeAgreement(answers, judge, 1);
  expect(agreement).toMatchObject({ n: 48, agreed: 1, kappa: 1, failed: 2 });
  expect(asked.filter((gold) => gold === 'bearish')).toHaveLength(25);

  const always = {
    id: 'yes',
    judge: () => Promise.resolve({ verdict: 'correct', rule: '', reason: '' } as const),
  };
  expect(await judgeAgreement(answers, always, 1)).toMatchObject({ n: 50, agreed: 0.5, kappa: 0 });
  expect(await judgeAgreement([], always, 1)).toMatchObject({ n: 0, agreed: null, kappa: null });
});
