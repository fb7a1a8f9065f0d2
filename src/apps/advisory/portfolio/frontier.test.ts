import { expect, it } from 'vitest';
import { allocationFigures, assetFigures, frontierFigures } from './allocation-figures.ts';
import { frontier } from './frontier.ts';
import { estimates, sameCorrelation } from './test-estimates.ts';

const given = estimates([0.05, 0.12, 0.2], sameCorrelation(3, 0.3), [0.02, 0.05, 0.08]);

it('goes from the least variance to the highest return in equal steps, and is convex', async () => {
  const points = await frontier(given, 11);
  expect(points).toHaveLength(11);
  expect(points[10]?.weights).toEqual([0, 0, 1]);
  const returns = points.map(({ expectedReturn }) => expectedReturn);
  const risks = points.map(({ volatility }) => volatility);
  const step = (0.08 - (returns[0] as number)) / 10;
  returns.forEach((value, at) => expect(value).toBeCloseTo((returns[0] as number) + step * at, 10));
  for (let at = 1; at < 10; at++) {
    const bend = (risks[at + 1] as number) - 2 * (risks[at] as number) + (risks[at - 1] as number);
    expect(bend).toBeGreaterThan(0);
  }
});

it('is one point where all return the same, and refuses less than two points', async () => {
  expect(await frontier(estimates([0.1, 0.2], sameCorrelation(2, 0)))).toHaveLength(1);
  await expect(frontier(given, 1)).rejects.toThrow('a frontier of 1 points');
});

it('has figures with ids of their own', async () => {
  const points = await frontier(given, 3);
  const figures = [
    ...assetFigures(given.means, given.covariance),
    ...allocationFigures(points[1] as (typeof points)[number]),
    ...frontierFigures(points),
  ];
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  expect(byId.get('plan.weight.C')?.value).toBe(points[1]?.weights[2]);
  expect(byId.get('plan.volatility')?.value).toBe(points[1]?.volatility);
  expect(byId.get('frontier.3.return')?.value).toBe(points[2]?.expectedReturn);
  const [low, high] = byId.get('asset.A.return')?.interval ?? [0, 0];
  expect(high - low).toBeCloseTo(2 * 1.959963984540054 * 0.005, 12);
  expect(byId.has('plan.turnover')).toBe(false);
});
