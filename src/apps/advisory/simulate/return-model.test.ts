import { expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import { lognormalParameters, samplerOf } from './return-model.ts';

const covariance = [
  [0.04, 0.012, -0.005],
  [0.012, 0.01, 0.002],
  [-0.005, 0.002, 0.09],
];
const means = [0.06, 0.02, 0.1];
const growth = means.map((value) => 1 + value / 12);

it('has the moments of the lognormal distribution that were asked for', () => {
  const { drift, logs } = lognormalParameters(growth, covariance);
  const at = (i: number, j: number): number => logs[i]?.[j] as number;
  const mean = drift.map((value, i) => Math.exp(value + at(i, i) / 2));
  mean.forEach((value, i) => expect(value).toBeCloseTo(growth[i] as number, 14));
  covariance.forEach((row, i) =>
    row.forEach((value, j) => {
      const found = (mean[i] as number) * (mean[j] as number) * Math.expm1(at(i, j));
      expect(found).toBeCloseTo(value / 12, 14);
    }),
  );
});

it('draws months whose moments are those, within four standard errors', () => {
  const weights = [0.5, 0.3, 0.2];
  const next = samplerOf({ kind: 'lognormal', means, covariance, weights }).path(Random.derive(1, 'months'));
  const count = 40_000;
  const drawn = Array.from({ length: count }, next);
  const mean = drawn.reduce((total, value) => total + value, 0) / count;
  const variance = drawn.reduce((total, value) => total + (value - mean) ** 2, 0) / (count - 1);
  // By hand: w'μ = 0.056 and w'Σw = 0.01734 a year.
  expect(Math.abs(mean - 1 - 0.056 / 12)).toBeLessThan(4 * Math.sqrt(variance / count));
  expect(Math.abs(variance / (0.01734 / 12) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
});
