import { expect, it } from 'vitest';
import { growthQuestion } from '../data/test-questions.ts';
import { scoreGrounded } from './score-grounded.ts';

const [current, prior] = ['5829', '5735'];
const tagged = (reasoning: string): string => `<think>\n${reasoning}\n</think>\n<answer>\n1.64%\n</answer>`;

async function grounded(reasoning: string): Promise<number | undefined> {
  const scored = await scoreGrounded({ text: tagged(reasoning), finishReason: 'stop' }, growthQuestion);
  return scored.grounded;
}

it('is the share of the numbers that can be traced, and 0 where a calculation does not hold', async () => {
  expect(JSON.stringify(growthQuestion.tables)).toContain(current.slice(1));
  expect(await grounded(`${current} - ${prior} = 94\n94 / ${prior} = 0.01639`)).toBe(1);
  expect(await grounded(`${current} - ${prior} = 94, while others made 77,123`)).toBeCloseTo(3 / 4, 12);
  expect(await grounded(`${current} - ${prior} = 104`)).toBe(0);
  expect(await grounded('It grew a little.')).toBe(0);
});
