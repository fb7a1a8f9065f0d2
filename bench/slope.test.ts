import { expect, it } from 'vitest';
import { Random } from '../src/core/random.ts';
import { theilSen } from './slope.ts';

it('gives the line through points that lie on one, whatever a few outliers say', () => {
  const points = Array.from({ length: 21 }, (_, x) => ({ x, y: 3 + 2 * x }));
  (points[4] as { y: number }).y = 1e6;
  (points[17] as { y: number }).y = -1e6;
  expect(theilSen(points)).toEqual({ slope: 2, low: 2, high: 2 });
});

it.each([
  { y: [3.1, 2.9, 4.2, 5.1, 4.4, 6.8, 6.1, 7.9], slope: 0.692857, low: 0.333333, high: 0.975 },
  { y: [0.3, -0.5, 2.2, 1.9, 4.1, 3, 6.6, 5.2, 8.8, 7.4, 9.9, 12.1], slope: 1.1, low: 0.825, high: 1.26 },
])('gives what scipy.stats.theilslopes (1.17.1) gives for $y', ({ y, slope, low, high }) => {
  const found = theilSen(y.map((value, x) => ({ x, y: value })));
  expect(found?.slope).toBeCloseTo(slope, 6);
  expect(found?.low).toBeCloseTo(low, 6);
  expect(found?.high).toBeCloseTo(high, 6);
});

it('holds the true slope in about 95 of 100 intervals', () => {
  let held = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = Random.derive(seed, 'slope');
    const points = Array.from({ length: 40 }, (_, x) => ({ x, y: 0.5 * x + random.normal() }));
    const { low, high } = theilSen(points) ?? { low: 1, high: 0 };
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  expect(held / 400).toBeGreaterThan(0.92);
  expect(held / 400).toBeLessThan(0.98);
});

it('says nothing of three points', () => {
  expect(theilSen([1, 2, 3].map((x) => ({ x, y: x })))).toBeNull();
});
