import { expect, it } from 'vitest';
import type { Market } from './market.ts';
import { returnsOf } from './returns.ts';

const market: Market = {
  source: 'p',
  dates: ['2024-01-01', '2024-01-02', '2024-01-03'],
  symbols: ['A', 'B'],
  closes: [
    [100, 50],
    [110, 25],
    [99, 50],
  ],
  currency: null,
  frequency: 'daily',
  periodsPerYear: 252,
  findings: [],
};

it('gives simple returns, one fewer than dates', () => {
  const { values, dates, kind } = returnsOf(market, 'simple');
  expect({ dates, kind }).toEqual({ dates: ['2024-01-02', '2024-01-03'], kind: 'simple' });
  [0.1, -0.5, -0.1, 1].forEach((value, at) => expect(values.flat()[at]).toBeCloseTo(value, 14));
});

it('gives log returns, which add up to that of the whole', () => {
  const { values } = returnsOf(market, 'log');
  const total = values.reduce((sum, row) => sum + (row[0] as number), 0);
  expect(total).toBeCloseTo(Math.log(0.99), 14);
  expect(values[0]?.[1]).toBeCloseTo(-Math.LN2, 14);
});
