import { expect, test } from 'vitest';
import { syntheticMarket } from '../market/synthetic-market.ts';
import { equivalentVolatility, measuredClass } from './measured-class.ts';

test('without skewness and fat tails the equivalent volatility is the volatility', () => {
  // 1.96² = 3.8416 ≈ 3.842: VaR = −1.96 s − s²/2 makes the root s + 1.96.
  for (const years of [1, 5])
    expect(equivalentVolatility({ deviation: 0.01, skewness: 0, excessKurtosis: 0 }, 252, years)).toBeCloseTo(
      0.01 * Math.sqrt(252),
      3,
    );
});

test('skewness and fat tails by hand', () => {
  // N = 256, σ√N = 0.16: z = −1.96 − 0.029625 − 0.0013418 + 0.0005703 = −1.9903965; VaR = −0.3184634 − 0.0128 = −0.3312634;
  // √(3.842 + 0.6625269) = 2.1223871.
  const given = { deviation: 0.01, skewness: -1, excessKurtosis: 5 };
  expect(equivalentVolatility(given, 256, 1)).toBeCloseTo(0.1623871, 6);
});

test('where the expansion has no loss left, the plain volatility stands', () => {
  expect(equivalentVolatility({ deviation: 0.1, skewness: 12, excessKurtosis: 0 }, 12, 1)).toBeCloseTo(
    0.1 * Math.sqrt(12),
    12,
  );
});

test.each([
  [0.003, 1],
  [0.03, 2],
  [0.08, 3],
  [0.16, 4],
  [0.25, 5],
  [0.5, 6],
  [1.1, 7],
])('closes of a volatility of %s a year have class %s', (volatility, indicator) => {
  const closes = syntheticMarket({
    ...{ seed: 4, correlation: 0, count: 1000, frequency: 'weekly', from: '2000-01-07' },
    assets: [{ symbol: 'A', mean: 0, volatility }],
  }).map(({ close }) => close as number);
  const measured = measuredClass(closes, 52, 5);
  expect(measured.indicator).toBe(indicator);
  expect(Math.abs(measured.volatility / volatility - 1)).toBeLessThan(0.1);
});
