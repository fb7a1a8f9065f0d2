import { expect, it } from 'vitest';
import { firstIndex } from './first-index.ts';

it('finds the first place that is not before, wherever it is', () => {
  const values = [2, 3, 3, 5];
  const first = (value: number): number => firstIndex(values.length, (at) => (values[at] ?? 0) < value);
  expect([1, 2, 3, 4, 5, 6].map(first)).toEqual([0, 0, 1, 3, 3, 4]);
  expect(firstIndex(0, () => true)).toBe(0);
});
