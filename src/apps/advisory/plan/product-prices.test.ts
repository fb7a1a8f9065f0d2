/** What is wrong with one product's prices: the gate decides on that product, and the others keep their dates. */

import { expect, test, vi } from 'vitest';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket, exampleProfile } from '../example.ts';
import type { PriceRow } from '../market/price-row.ts';
import type { Product } from '../suitability/products.ts';
import { testRule } from '../test-products.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import { computeAdvice } from './advise.ts';

vi.setConfig({ testTimeout: 60_000 });

const rows = exampleMarket('en');
const WEEKS = 521;
const dates = [...new Set(rows.map(({ date }) => date))];
const week = (at: number): string => dates.at(at) as string;

/** Of each move a tenth is seen at once, and so of the rest, as appraised prices do. */
const lateCloses = new Map<string, number>();
for (const { symbol, date, close } of rows) {
  if (symbol !== 'WORLD' || close === null) continue;
  const before = lateCloses.get(week(lateCloses.size - 1)) ?? close;
  lateCloses.set(date, before + 0.1 * (close - before));
}

const closeAt300 = rows.find(({ symbol, date }) => symbol === 'WORLD' && date === week(300))?.close ?? NaN;

function advised(
  given: readonly PriceRow[],
  { asOf = '2026-11-28', riskClass = 4 as Product['riskClass'] } = {},
): Promise<Advice> {
  const products = exampleProducts('en').products.map((product) =>
    product.symbol === 'WORLD' ? { ...product, riskClass } : product,
  );
  return computeAdvice(
    {
      ...{ profile: { ...exampleProfile('en'), asOf }, products, prices: { rows: given, source: 'p' } },
      assumptions: { ...usualAssumptions, paths: 100 },
    },
    { findRule: testRule, rulebooks: [] },
    'quick',
  );
}

const world = (change: (row: PriceRow) => PriceRow | null): PriceRow[] =>
  rows.flatMap((row) => (row.symbol === 'WORLD' ? (change(row) ?? []) : row));
const onWorld = ({ findings }: Advice): string[] =>
  findings
    .filter(({ product }) => product === 'WORLD')
    .map(({ id, decision, limit }) => `${id} ${decision} ${limit}`.trim());

test.each<[string, (row: PriceRow) => PriceRow | null, string]>([
  [
    'a split nobody adjusted for',
    (row) => (row.date >= week(300) ? { ...row, close: (row.close as number) / 2.04 } : row),
    'prices-jump refuse',
  ],
  [
    'one wrong close',
    (row) => (row.date === week(300) ? { ...row, close: (row.close as number) * 1.8 } : row),
    `prices-jump refuse ${Math.exp(0.45)}`,
  ],
  [
    'a hole of a quarter',
    (row) => (row.date >= week(300) && row.date < week(312) ? null : row),
    'prices-hole refuse 54',
  ],
  [
    'a price that stands still for two months',
    (row) => (row.date >= week(300) && row.date < week(309) ? { ...row, close: closeAt300 } : row),
    'prices-stale refuse 8',
  ],
  [
    'a price that rises by 1 % every week',
    (row) => ({ ...row, close: 100 * 1.01 ** dates.indexOf(row.date) }),
    'prices-smooth refuse 0.2',
  ],
  [
    'a price that follows late',
    (row) => ({ ...row, close: lateCloses.get(row.date) as number }),
    'prices-slow refuse 2.5',
  ],
  ['prices that end long ago', (row) => (row.date < week(-60) ? row : null), 'prices-old refuse 365'],
  ['a history of a year', (row) => (row.date >= week(-53) ? row : null), 'history-short refuse 2'],
  [
    'prices of each fourth week',
    (row) => (dates.indexOf(row.date) % 4 === 0 ? row : null),
    'prices-apart refuse 0.8',
  ],
])('%s puts out that product alone', async (_, change, told) => {
  const advice = await advised(world(change));
  const refused = onWorld(advice).filter((text) => text.includes('refuse'));
  expect(refused).toEqual([told]);
  expect(advice.isAdvised).toBe(true);
  expect(advice.plan?.weights).not.toHaveProperty('WORLD');
  expect(advice.market).toMatchObject({ observations: WEEKS, from: week(0), to: week(-1) });
});

test('two closes of one day put out the product, with the reason', async () => {
  const again = rows.find(({ symbol }) => symbol === 'WORLD') as PriceRow;
  const advice = await advised([...rows, { ...again, close: 1 }]);
  const finding = advice.findings.find(({ product }) => product === 'WORLD');
  expect(finding).toMatchObject({ id: 'prices-unusable', decision: 'refuse', rule: { id: 'us-bi-care' } });
  expect(finding?.value).toMatch(/two closes on 2016-11-25/);
  expect(advice.isAdvised).toBe(true);
});

test('what is less grave is a caution, and the product stays', async () => {
  const still = await advised(
    world((row) => (row.date >= week(300) && row.date < week(305) ? { ...row, close: 140 } : row)),
  );
  const late = await advised(rows.filter(({ date }) => date < week(-6)));
  const young = await advised(world((row) => (row.date >= week(-200) ? row : null)));
  const jumped = await advised(
    world((row) => (row.date >= week(300) ? { ...row, close: (row.close as number) * 1.31 } : row)),
  );
  const split = await advised(
    world((row) => (row.date >= week(300) ? { ...row, close: (row.close as number) / 1.25 } : row)),
  );
  for (const [advice, told] of [
    [split, 'prices-jump caution 1'],
    [still, 'prices-stale caution 0'],
    [late, 'prices-old caution 35'],
    [young, 'history-short caution 5'],
    [jumped, 'prices-jump caution 1'],
  ] as const) {
    expect(advice.plan?.weights).toHaveProperty('WORLD');
    expect(onWorld(advice)).toContain(told);
  }
});

test('prices after the day of the advice are not used', async () => {
  const asOf = '2023-06-30';
  const given = await advised(rows, { asOf });
  const cut = await advised(
    rows.filter(({ date }) => date <= asOf),
    { asOf },
  );
  expect(given.market.to <= asOf).toBe(true);
  expect(given.figures).toEqual(cut.figures);
  expect(given.market.findings).toMatchObject([{ kind: 'later', treatment: 'left out' }]);
  const before = await advised(rows, { asOf: '2016-01-01' });
  expect(before).toMatchObject({ isAdvised: false, plan: null });
  expect(onWorld(before)).toEqual(['no-prices refuse']);
});

test.each<[Product['riskClass'], string[]]>([
  [4, []],
  [5, []],
  [3, ['class-understated caution 3']],
  [2, ['class-understated refuse 2']],
  ['R3', []],
  ['R2', ['class-understated caution R2']],
  ['R1', ['class-understated refuse R1']],
])('a stated class of %s is held against prices of class 4', async (riskClass, told) => {
  const advice = await advised(rows, { riskClass });
  expect(onWorld(advice)).toEqual(told);
  const refused = told.some((text) => text.includes('refuse'));
  expect(advice.plan?.weights['WORLD'] === undefined).toBe(refused);
});
