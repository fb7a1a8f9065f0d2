import { describe, expect, it } from 'vitest';

import { scriptedModel } from '../../evaluate/test-fixture.ts';
import { goldText } from '../gold-text.ts';
import { replying, type Reply } from '../test-model.ts';
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
  expect(rate).toEqual({ model: 'scripted', solved: 3, scored: 4, cutOff: 0, missing: 0 });
  expect(model.asked[0]).toContain('\\boxed{}');
});

it('asks a model of this project in the form of training', async () => {
  const model = scriptedModel(() => `<think>\nso\n</think>\n<answer>\n${gold}\n</answer>`);
  const rate = await solveRateOf(model, { ...options, wasTrainedHere: true })(growthQuestion);
  expect(rate).toMatchObject({ solved: 4, scored: 4 });
  expect(model.asked[0]).not.toContain('\\boxed{}');
});

describe('what counts as an attempt', () => {
  const right: Reply = `<think>\nso\n</think>\n<answer>\n${gold}\n</answer>`;
  const withheld: Reply = { text: '', finishReason: 'filtered' };
  const cut: Reply = { text: '<think>\nso', finishReason: 'length' };

  it.each<[string, Reply[], object]>([
    ['none that was withheld or is empty', [withheld, '', ' ', right], { solved: 1, scored: 1, missing: 3 }],
    ['an answer that was cut off, as failed', [cut, cut, cut, right], { solved: 1, scored: 4, cutOff: 3 }],
    ['nothing where all were cut off', [cut, cut, withheld, cut], { scored: 0, cutOff: 3, missing: 1 }],
    ['an answer that cannot be read', ['<think>\nso\n</think>', '', '', ''], { solved: 0, scored: 1 }],
    [
      'one given before it was withheld',
      [{ text: right, finishReason: 'filtered' }],
      { solved: 4, scored: 4 },
    ],
  ])('%s', async (_, replies, expected) => {
    const teacher = solveRateOf(replying(replies), { ...options, wasTrainedHere: false });
    expect(await teacher(growthQuestion)).toMatchObject(expected);
  });

  it('none that is empty from a model of this project', async () => {
    const student = solveRateOf(replying(['']), { ...options, wasTrainedHere: true });
    expect(await student(growthQuestion)).toMatchObject({ solved: 0, scored: 0, missing: 4 });
  });
});
