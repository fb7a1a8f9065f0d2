import { expect, test } from 'vitest';
import { syntheticMarket } from '../market/synthetic-market.ts';
import { dot } from '../portfolio/linear.ts';
import { estimatesOf } from './estimates.ts';
import { uncertaintyOf } from './uncertainty.ts';

const symbols = ['A', 'B', 'C'];
const rows = syntheticMarket({
  ...{ seed: 3, correlation: 0.3, count: 521, frequency: 'weekly', from: '2016-11-25' },
  assets: symbols.map((symbol, i) => ({ symbol, mean: 0.02 + 0.02 * i, volatility: 0.05 + 0.05 * i })),
});
const estimates = estimatesOf({ rows, source: 'p' }, symbols, 'USD');
const weights = [0.2, 0.3, 0.5];

test('intervals lie around what is shown, as wide as independent returns make them', () => {
  const shown = 0.1;
  const { expectedReturn, volatility } = uncertaintyOf(estimates, weights, { volatility: shown, seed: 1 });
  const [low, high] = expectedReturn;
  const { means, covariance } = estimates;
  const plain = Math.sqrt(
    dot(
      weights,
      covariance.matrix.map((row) => dot(row, weights)),
    ),
  );
  expect(means.shrinkage).toBeGreaterThan(0.05);
  expect((low + high) / 2).toBeCloseTo(dot(means.values, weights), 2);
  // Ten years: a deviation of the mean of some σ/√10, less what shrinkage takes; that of σ of some σ/√(2·520).
  const width = (2 * 1.96 * plain) / Math.sqrt(10);
  expect(high - low).toBeLessThan(1.1 * width);
  expect(high - low).toBeGreaterThan((1 - means.shrinkage) * 0.8 * width);
  const [calm, wild] = volatility;
  expect(calm).toBeLessThan(shown);
  expect(wild).toBeGreaterThan(shown);
  expect((wild - calm) / shown / (2 * 1.96)).toBeCloseTo(1 / Math.sqrt(2 * 520), 2);
});

test('the same seed gives the same bits, without shrinkage too', () => {
  const two = estimatesOf({ rows, source: 'p' }, ['A', 'B'], 'USD');
  const ask = () => uncertaintyOf(two, [0.5, 0.5], { volatility: 0.08, seed: 7 });
  expect(ask()).toEqual(ask());
  expect(two.means.shrinkage).toBe(0);
});
