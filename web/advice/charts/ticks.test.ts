import { expect, it } from 'vitest';
import { ticks } from './ticks.ts';

it('gives round values within the bounds', () => {
  expect(ticks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(-0.34, 0)).toEqual([-0.3, -0.2, -0.1, 0]);
  expect(ticks(0, 231_000)).toEqual([0, 50_000, 100_000, 150_000, 200_000]);
  expect(ticks(0.03, 0.31)).toEqual([0.1, 0.2, 0.3]);
  expect(ticks(2, 2)).toEqual([2]);
});
