import { expect, test } from 'vitest';
import { ratioInterval } from './ratio-interval.ts';
import { wilson } from './wilson.ts';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('of single rows it comes close to the interval of a proportion', () => {
  const rows = Array.from({ length: 200 }, (_, i) => (i < 60 ? 1 : 0));
  const interval = ratioInterval(rows, mean, 1);
  const expected = wilson(60, 200);
  expect(interval?.low).toBeCloseTo(expected.low, 1);
  expect(interval?.high).toBeCloseTo(expected.high, 1);
  expect(ratioInterval(rows, mean, 1)).toEqual(interval);
});

test('a statistic that most draws do not have gives no interval', () => {
  const rows = [1, ...Array.from({ length: 99 }, () => 0)];
  expect(ratioInterval(rows, (drawn) => (mean(drawn) > 0.02 ? 1 : null), 1)).toBeNull();
  expect(ratioInterval([], mean, 1)).toBeNull();
});
