/** Share classes of one fund, and funds of one index: found, told, and counted as one. */

import { expect, test, vi } from 'vitest';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket, exampleProfile } from '../example.ts';
import type { Product } from '../suitability/products.ts';
import { testRule } from '../test-products.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import { computeAdvice } from './advise.ts';

vi.setConfig({ testTimeout: 60_000 });

const rows = exampleMarket('en');
const { products } = exampleProducts('en');
const world = products.find(({ symbol }) => symbol === 'WORLD') as Product;
const second: Product = { ...world, symbol: 'WORLDC', name: { en: 'World Fund C', zh: '全球基金C' } };
/** The same fund, a little dearer, its prices rounded otherwise. */
const ofSecond = rows
  .filter(({ symbol }) => symbol === 'WORLD')
  .map((row, at) => ({
    ...row,
    symbol: 'WORLDC',
    close: Math.round(71 * (row.close as number) * 0.99998 ** at) / 100,
  }));

function advised(
  given: readonly Product[],
  prices = [...rows, ...ofSecond],
  largestWeight?: number,
): Promise<Advice> {
  const constraints = { excludeSymbols: [], ...(largestWeight !== undefined && { largestWeight }) };
  return computeAdvice(
    {
      ...{ profile: { ...exampleProfile('en'), constraints }, products: given },
      prices: { rows: prices, source: 'p' },
      assumptions: { ...usualAssumptions, paths: 100 },
    },
    { findRule: testRule, rulebooks: [] },
    'quick',
  );
}

const told = ({ findings }: Advice) => findings.filter(({ id }) => id === 'same-index');

test('a second share class is found by its returns, told, and takes no part of its own', async () => {
  const [once, twice] = [
    await advised(products, rows, 0.25),
    await advised([...products, second], undefined, 0.25),
  ];
  const share = ({ plan }: Advice): number => (plan?.weights['WORLD'] ?? 0) + (plan?.weights['WORLDC'] ?? 0);
  expect(share(once)).toBeCloseTo(0.25, 6);
  expect(share(twice)).toBeCloseTo(0.25, 6);
  expect(once.plan?.charts.frontier.chosen.volatility).toBeCloseTo(
    twice.plan?.charts.frontier.chosen.volatility ?? NaN,
    4,
  );
  expect(told(once)).toEqual([]);
  // Only the one that is held is told of, and it names the other.
  const held = twice.plan?.weights['WORLD'] === undefined ? 'WORLDC' : 'WORLD';
  const other = held === 'WORLD' ? 'WORLDC' : 'WORLD';
  expect(told(twice)).toMatchObject([
    { decision: 'caution', product: held, limit: 0.999, rule: { id: 'us-bi-care' } },
  ]);
  const [finding] = told(twice);
  expect(finding?.value).toBeGreaterThan(0.999);
  expect(finding?.text.en).toContain(`as those of ${other} do`);
  expect(finding?.text.zh).toMatch(new RegExp(`与${other}.*按单一产品计入`));
});

test('prices of one fund that are dated a period later count as one with it', async () => {
  const closes = rows.filter(({ symbol }) => symbol === 'WORLD').map(({ close }) => close);
  const late = ofSecond.map((row, at) => ({ ...row, close: closes[Math.max(0, at - 1)] as number }));
  const advice = await advised([...products, second], [...rows, ...late]);
  const once = await advised(products, rows);
  const share = ({ plan }: Advice): number => (plan?.weights['WORLD'] ?? 0) + (plan?.weights['WORLDC'] ?? 0);
  expect(share(once)).toBeGreaterThan(0.5);
  expect(share(advice)).toBeLessThanOrEqual(0.6 + 1e-6);
  expect(told(advice)).toMatchObject([{ decision: 'caution', product: 'WORLD', limit: 0.999 }]);
  // Beside the others the late one would look as if it spread their risk.
  expect(advice.plan?.weights).not.toHaveProperty('WORLDC');
});

test('two funds of an index that the list names count as one, whatever their returns', async () => {
  const apart = await advised(products, rows, 0.3);
  const [first, next] = Object.entries(apart.plan?.weights ?? {}).sort(([, a], [, b]) => b - a);
  const pair = [first?.[0] ?? '', next?.[0] ?? ''];
  const named = products.map((product) => {
    const at = pair.indexOf(product.symbol);
    return at < 0 ? product : { ...product, index: ['World 500', ' world 500'][at] as string };
  });
  const together = await advised(named, rows, 0.3);
  const share = ({ plan }: Advice): number =>
    pair.reduce((sum, symbol) => sum + (plan?.weights[symbol] ?? 0), 0);
  expect(share(apart)).toBeGreaterThan(0.31);
  expect(share(together)).toBeLessThan(0.300001);
  expect(told(together)[0]).toMatchObject({
    value: expect.stringMatching(/^ ?world 500$/i) as string,
    limit: '',
  });
  expect(told(together)[0]?.text.en).toContain('of the same index as');
});

test('prices that are the same to the last digit stop nothing', async () => {
  const same = rows.filter(({ symbol }) => symbol === 'WORLD').map((row) => ({ ...row, symbol: 'WORLDC' }));
  const advice = await advised([...products, second], [...rows, ...same]);
  expect(advice.isAdvised).toBe(true);
  expect(told(advice)).toMatchObject([{ value: expect.closeTo(1, 9) }]);
});
