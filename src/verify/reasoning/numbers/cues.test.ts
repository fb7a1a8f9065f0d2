import { describe, expect, it } from 'vitest';
import { readNumbers, type ParsedNumber } from '../../number.ts';
import { cuedResults } from './cues.ts';

const number = (text: string): ParsedNumber => readNumbers(text)[0] as ParsedNumber;
const near = readNumbers('140 and 90, 60 and 10');

describe('cuedResults', () => {
  it.each([
    ['it grew by', '50', 50],
    ['together they hold', '230', 230],
    ['which leaves', '80', 80],
    ['on average each', '115', 115],
    ['是它的', '70', 70],
    ['比上年增加', '50', 50],
    ['two came and one left:', '170', 170],
  ])('%s asks for its own step', (words, stated, result) => {
    expect(cuedResults(number(stated), words, near, [])).toContain(result);
  });

  it('tries few results where the words name no step', () => {
    expect(cuedResults(number('50'), 'the churn was', near, []).length).toBeLessThan(10);
  });

  it('takes changes and shares of amounts for a percentage', () => {
    const results = cuedResults(number('12%'), 'rose by', readNumbers('125 to 140'), []);
    expect(results.some((result) => Math.abs(result - 0.12) < 1e-9)).toBe(true);
    expect(cuedResults(number('35%'), 'the rest,', readNumbers('65%'), [])).toContain(0.35);
  });

  it('looks at the rows of the source, too', () => {
    expect(cuedResults(number('50'), 'it grew by', [], [readNumbers('140 | 90')])).toContain(50);
  });
});
