import { expect, it } from 'vitest';
import { cleanPrices } from './clean-prices.ts';
import { marketFigures } from './market-figures.ts';
import { syntheticMarket } from './synthetic-market.ts';

it('tells how much there is to estimate from', () => {
  const rows = syntheticMarket({
    seed: 1,
    assets: [{ symbol: 'A', mean: 0, volatility: 0.1 }],
    correlation: 0,
    count: 61,
    frequency: 'monthly',
    from: '2015-12-31',
    currency: 'CHF',
  });
  const values = marketFigures(cleanPrices([...rows, rows[3] as (typeof rows)[number]], 'p')).map(
    ({ id, value }) => [id, value],
  );
  expect(values).toEqual([
    ['market.observations', 60],
    ['market.years', expect.closeTo(5, 2)],
    ['market.findings', 1],
  ]);
});
