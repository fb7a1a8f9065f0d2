/** A calmer portfolio that reaches an essential goal more often than the proposed one is told, with figures; else nothing is. */

import { expect, test, vi } from 'vitest';
import { loadAdviceRules } from '../advice-tools.ts';
import { syntheticMarket } from '../market/synthetic-market.ts';
import type { Profile } from '../profile/profile.ts';
import { testProducts } from '../test-products.ts';
import { answersAt, plainProfile } from '../test-profile.ts';
import { usualAssumptions } from './advice.ts';
import type { Advice } from './advice.ts';
import { advise } from './advise.ts';

vi.setConfig({ testTimeout: 60_000 });

const rows = syntheticMarket({
  ...{ seed: 4, correlation: 0.2, count: 121, frequency: 'monthly', from: '2016-10-31' },
  assets: testProducts.map(({ symbol, kind }) => ({
    symbol,
    ...(kind === 'money-market'
      ? { mean: 0.02, volatility: 0.003 }
      : kind === 'bond-fund'
        ? { mean: 0.03, volatility: 0.035 }
        : { mean: 0.06, volatility: 0.16 }),
  })),
});

const [house] = plainProfile.goals as [Profile['goals'][number]];

/** In six years, for money that is there now: what is left to win is little, what may be lost much. */
function profile(amount: number, change: Partial<Profile['goals'][number]> = {}): Profile {
  return {
    ...plainProfile,
    ...{ answers: { ...answersAt(0.75), worstYear: '20', sharesPart: 'half' }, largestLossInYear: 0.3 },
    ...{ investNow: 100_000, investPerMonth: 0, horizonYears: 6, dependants: 0, reserves: 80_000 },
    goals: [{ ...house, amount, date: '2032-11-28', ...change }],
  };
}

const tools = loadAdviceRules().tools('2026-11-28', null);
const assumptions = { ...usualAssumptions, inflation: 0, paths: 2000 };
const run = (given: Profile): Promise<Advice> =>
  advise({ profile: given, products: testProducts, prices: { rows, source: 'p' }, assumptions }, tools);
const told = ({ findings }: Advice) => findings.find(({ id }) => id === 'calmer-reaches');
const valueOf = ({ figures }: Advice, id: string): number =>
  figures.find((one) => one.id === id)?.value ?? NaN;

test('it is told as a caution of the gate, with figures, and in the explanation', async () => {
  const advice = await run(profile(102_000));
  expect(advice.isAdvised).toBe(true);
  const caution = told(advice);
  expect(caution).toMatchObject({
    ...{ decision: 'caution', stage: 'portfolio', figure: 'goal.house.calmer.probability' },
    rule: { id: 'us-bi-suitability' },
  });
  expect(caution?.text.en).toContain('essential goal House is reached more often');
  expect(caution?.text.zh).toContain('必要目标“买房”');
  const [own, calmer] = ['probability', 'calmer.probability'].map((id) =>
    valueOf(advice, `goal.house.${id}`),
  );
  expect(calmer).toBeGreaterThan((own ?? NaN) + 0.03);
  const level = valueOf(advice, 'goal.house.calmer.level');
  expect(level).toBeLessThan(advice.risk.level);
  expect(valueOf(advice, 'goal.house.calmer.volatility')).toBeLessThan(valueOf(advice, 'plan.volatility'));
  const { explanation } = advice;
  expect(explanation?.text).toContain(`the calmer portfolio of risk level ${level}`);
  expect(explanation?.removed).toEqual([]);
  const said = explanation?.numbers.map(({ figure }) => figure);
  expect(said).toEqual(expect.arrayContaining(['goal.house.calmer.level', 'goal.house.calmer.probability']));
  const zh = await run({ ...profile(102_000), language: 'zh' });
  expect(zh.explanation).toMatchObject({
    removed: [],
    text: expect.stringContaining('较平稳组合的风险等级为'),
  });
});

test('the level that is named has that probability when it is asked for', async () => {
  const advice = await run(profile(102_000));
  const wantedLevel = valueOf(advice, 'goal.house.calmer.level') as 1 | 2 | 3 | 4;
  const calmer = await run({ ...profile(102_000), wantedLevel });
  expect(valueOf(calmer, 'goal.house.probability')).toBe(valueOf(advice, 'goal.house.calmer.probability'));
  expect(valueOf(calmer, 'plan.return')).toBeCloseTo(valueOf(advice, 'goal.house.calmer.return'), 12);
  expect(told(calmer)).toBeUndefined();
});

test('nothing is told where more risk helps, where the goal is nearly sure, or of a wish', async () => {
  for (const given of [profile(140_000), profile(50_000), profile(102_000, { priority: 'wish' })]) {
    const advice = await run(given);
    expect(advice.isAdvised).toBe(true);
    expect(told(advice)).toBeUndefined();
    expect(advice.figures.some(({ id }) => id.includes('.calmer.'))).toBe(false);
  }
});
