import { expect, it } from 'vitest';

import { scriptedModel } from '../../evaluate/test-fixture.ts';
import { goldText } from '../gold-text.ts';
import { growthQuestion } from '../test-questions.ts';
import { solveRateOf } from './solve-rate.ts';

const options = { samples: 4, temperature: 1, maxTokens: 100, seed: 1 };
const gold = goldText(growthQuestion) ?? '';

it("asks a model from elsewhere with a teacher's prompt and reads its box", async () => {
  let asked = 0;
  const model = scriptedModel(
    () => `<think>\nso\n</think>\nThe answer is \\boxed{${asked++ % 4 === 0 ? '9.99%' : gold}}.`,
  );
  const rate = await solveRateOf(model, { ...options, wasTrainedHere: false })(growthQuestion);
  expect(rate).toEqual({ model: 'scripted', solved: 3, scored: 4 });
  expect(model.asked[0]).toContain('\\boxed{}');
});

it('asks a model of this project in the form of training', async () => {
  const model = scriptedModel(() => `<think>\nso\n</think>\n<answer>\n${gold}\n</answer>`);
  const rate = await solveRateOf(model, { ...options, wasTrainedHere: true })(growthQuestion);
  expect(rate).toMatchObject({ solved: 4, scored: 4 });
  expect(model.asked[0]).not.toContain('\\boxed{}');
});
