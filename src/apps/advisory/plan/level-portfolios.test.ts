/** With the same market a higher level is never worse by our own figures, and what may not be held changes no estimate. */

import { expect, test, vi } from 'vitest';
import { exampleProducts } from '../example-products.ts';
import { exampleMarket } from '../example.ts';
import { syntheticMarket } from '../market/synthetic-market.ts';
import type { Profile } from '../profile/profile.ts';
import type { Product } from '../suitability/products.ts';
import { testProduct, testProducts, testRule } from '../test-products.ts';
import { answersAt, plainProfile } from '../test-profile.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import { computeAdvice } from './advise.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Level 5 where nothing less is asked for. */
const daring: Profile = {
  ...plainProfile,
  ...{ answers: { ...answersAt(1), worstYear: '30' }, largestLossInYear: 0.4, goals: [], horizonYears: 20 },
  ...{ dependants: 0, age: 30, spendingPerMonth: 2500, reserves: 60_000, wantedLevel: 5 },
};

const products: readonly Product[] = [
  ...testProducts,
  testProduct('WORLD2', { riskClass: 3, minimumHorizonYears: 3 }),
  testProduct('BOND2', { kind: 'bond-fund', riskClass: 3, minimumHorizonYears: 2 }),
  testProduct('PACIFIC', { riskClass: 5, currency: 'EUR' }),
];

/** Some with risk that is paid for badly, so that drawing to a common mean turns on what takes part. */
function market(seed: number) {
  return syntheticMarket({
    ...{ seed, correlation: 0.25, count: 121, frequency: 'monthly', from: '2016-10-31' },
    assets: products.map(({ symbol, kind }, i) => ({
      symbol,
      ...(kind === 'money-market'
        ? { mean: 0.015, volatility: 0.003 }
        : kind === 'bond-fund'
          ? { mean: 0.025 + 0.002 * i, volatility: 0.04 }
          : { mean: 0.07 - 0.02 * ((i * seed) % 4), volatility: 0.09 + 0.015 * (i % 5) }),
    })),
  });
}

function advised(profile: Profile, seed: number): Promise<Advice> {
  const isExample = seed === 0;
  return computeAdvice(
    {
      ...{ profile, products: isExample ? exampleProducts('en').products : products },
      prices: { rows: isExample ? exampleMarket('en') : market(seed), source: 'p' },
      assumptions: { ...usualAssumptions, paths: 100 },
    },
    { findRule: testRule, rulebooks: [] },
    'quick',
  );
}

const returnOf = ({ figures }: Advice): number =>
  figures.find(({ id }) => id === 'plan.return')?.value ?? NaN;

const clients: [string, Partial<Profile>][] = [
  ['who takes much risk', {}],
  ['who accepts a loss that binds before the level', { largestLossInYear: 0.15 }],
  ['who spreads', { constraints: { excludeSymbols: [], largestWeight: 0.3 } }],
  ['in Europe', { jurisdiction: 'EU', clientClass: 'professional' }],
  [
    'who knows single names',
    { knowledge: { ...plainProfile.knowledge, shares: 'experienced', structured: 'experienced' } },
  ],
  ['who excludes some', { constraints: { excludeSymbols: ['WORLD', 'GOLD'] } }],
];

test.each(clients)('a higher level is never worse by our own figures, for a client %s', async (_, change) => {
  for (const seed of [0, 1, 2, 3]) {
    let before = -Infinity;
    const told: number[] = [];
    for (const wantedLevel of [1, 2, 3, 4, 5] as const) {
      const advice = await advised({ ...daring, ...change, wantedLevel }, seed);
      if (!advice.isAdvised) continue;
      expect(advice.risk.level).toBe(wantedLevel);
      const found = returnOf(advice);
      expect(found, `seed ${seed}, level ${wantedLevel}`).toBeGreaterThanOrEqual(before - 1e-9);
      before = found;
      told.push(found);
    }
    expect(new Set(told).size).toBeGreaterThan(1);
  }
});

test('what a client may not hold changes no estimate of the rest', async () => {
  const all = await advised(daring, 1);
  const held = Object.keys(all.plan?.weights ?? {});
  const spared = all.permitted.map(({ symbol }) => symbol).filter((symbol) => !held.includes(symbol));
  expect(spared.length).toBeGreaterThan(0);
  const without = await advised({ ...daring, constraints: { excludeSymbols: spared } }, 1);
  expect(without.permitted).toHaveLength(held.length);
  expect(returnOf(without)).toBeCloseTo(returnOf(all), 9);
});

test('a short history that no level lets the client hold takes no dates from the others', async () => {
  const given = market(1);
  const asked = (symbol: string) =>
    computeAdvice(
      {
        ...{ profile: daring, products, assumptions: { ...usualAssumptions, paths: 100 } },
        prices: {
          rows: given.filter((row) => row.symbol !== symbol || row.date >= '2023-01-01'),
          source: 'p',
        },
      },
      { findRule: testRule, rulebooks: [] },
      'quick',
    );
  expect((await asked('THREE')).market.observations).toBe(121);
  expect((await asked('PACIFIC')).market.observations).toBeLessThan(50);
});
