/** Prices that are right and unusual: they must neither stop an advice nor flatter it. */

import { expect, test, vi } from 'vitest';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket, exampleProfile } from '../example.ts';
import type { PriceRow } from '../market/price-row.ts';
import type { Profile } from '../profile/profile.ts';
import { testRule } from '../test-products.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import { computeAdvice } from './advise.ts';
import { estimatesOf } from './estimates.ts';

vi.setConfig({ testTimeout: 60_000 });

const rows = exampleMarket('en');
const dates = [...new Set(rows.map(({ date }) => date))];

function advised(given: readonly PriceRow[], change: Partial<Profile> = {}): Promise<Advice> {
  return computeAdvice(
    {
      profile: { ...exampleProfile('en'), ...change },
      products: exampleProducts('en').products,
      prices: { rows: given, source: 'p' },
      assumptions: { ...usualAssumptions, paths: 100 },
    },
    { findRule: testRule, rulebooks: [] },
    'all figures',
  );
}

test('a money market fund that rises every week is proposed, without the ratio that has no risk', async () => {
  const rising = rows.map((row) => {
    const at = dates.indexOf(row.date);
    return row.symbol === 'CASH' ? { ...row, close: 100 * 1.0004 ** at + 0.001 * (at % 2) } : row;
  });
  const advice = await advised(rising, { horizonYears: 0, goals: [], largestLossInYear: 0.1 });
  expect(advice).toMatchObject({
    isAdvised: true,
    plan: { weights: { CASH: expect.closeTo(1, 5) as number } },
  });
  const ids = advice.figures.map(({ id }) => id);
  expect(ids).toContain('backtest.volatility');
  expect(ids).not.toContain('backtest.sortino');
  // Needed at once: a year that is simulated nonetheless is no end of a horizon.
  expect(ids.filter((id) => id.startsWith('plan.wealth'))).toEqual([]);
});

test('dates that are missing change figures of a year by little', () => {
  const symbols = [...new Set(rows.map(({ symbol }) => symbol))];
  const some = rows.filter(({ symbol, date }) => {
    const at = dates.indexOf(date);
    return symbol !== 'WORLD' || at >= 200 || at % 2 === 0;
  });
  const [whole, thin] = [rows, some].map((given) =>
    estimatesOf({ rows: given, source: 'p' }, symbols, 'USD'),
  );
  expect([whole?.market.dates.length, thin?.market.dates.length]).toEqual([521, 421]);
  const at = whole?.means.symbols.indexOf('WORLD') ?? -1;
  // As many gains over the same time; by 52 periods a year it would be a quarter more.
  expect((thin?.means.values[at] ?? NaN) / (whole?.means.values[at] ?? NaN)).toBeGreaterThan(0.9);
  expect((thin?.means.values[at] ?? NaN) / (whole?.means.values[at] ?? NaN)).toBeLessThan(1.1);
});
