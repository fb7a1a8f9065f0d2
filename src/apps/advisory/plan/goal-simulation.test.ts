import { expect, test } from 'vitest';
import { estimates, sameCorrelation } from '../portfolio/test-estimates.ts';
import type { Profile } from '../profile/profile.ts';
import { plainProfile } from '../test-profile.ts';
import { usualAssumptions } from './advice.ts';
import { goalYear, outlookOf, plannedMonths, plannedYears } from './goal-simulation.ts';

const given = estimates([0.001, 0.15], sameCorrelation(2, 0), [0, 0.06]);
const [house] = plainProfile.goals as [Profile['goals'][number]];
const withGoal = (date: string, amount: number): Profile => ({
  ...plainProfile,
  ...{ investNow: 48_000, investPerMonth: 500, horizonYears: 0, goals: [{ ...house, date, amount }] },
});

function chance(profile: Profile, weights: number[], change: Partial<typeof usualAssumptions> = {}): number {
  const assumptions = { ...usualAssumptions, inflation: 0, tradingCost: 0, paths: 2000, ...change };
  const { central } = outlookOf(profile, given, weights, assumptions, [0, 0]);
  return central.goals[0]?.probability ?? NaN;
}

test.each([
  ['2026-12-20', 0],
  ['2027-11-27', 11],
  ['2027-11-28', 12],
  ['2028-02-01', 14],
])('a goal on %s is simulated after %i whole months', (date, months) => {
  expect(goalYear(plainProfile, { ...house, date })).toBe(months / 12);
});

test('a goal within a year has what its months bring and what the portfolio risks', () => {
  // 48,000 and eleven times 500, without return or risk.
  expect(chance(withGoal('2027-11-20', 53_000), [1, 0])).toBe(1);
  expect(chance(withGoal('2027-11-20', 54_000), [1, 0])).toBe(0);
  const [early, late] = ['2027-11-20', '2027-12-05'].map((date) =>
    chance(withGoal(date, 52_000), [0.25, 0.75]),
  );
  expect(early).toBeGreaterThan(0.5);
  expect(early).toBeLessThan(0.9);
  expect(Math.abs((late ?? NaN) - (early ?? NaN))).toBeLessThan(0.05);
});

test('trading cost lowers the chance of a goal', () => {
  const profile = withGoal('2030-11-28', 74_000);
  const [free, dear] = [0, 0.05].map((tradingCost) => chance(profile, [0.25, 0.75], { tradingCost }));
  expect((free ?? NaN) - (dear ?? NaN)).toBeGreaterThan(0.1);
});

test('goals are simulated as late as they are, and refused where they are too late', () => {
  expect(plannedYears(withGoal('2100-11-28', 1000))).toBe(74);
  expect(() => plannedYears(withGoal('2130-11-28', 1000))).toThrow(
    'house is due on 2130-11-28, in 104 years',
  );
});

test('the end is that of the client, to the month', () => {
  const years = (horizonYears: number): number[] =>
    outlookOf(
      { ...plainProfile, horizonYears, goals: [] },
      given,
      [1, 0],
      { ...usualAssumptions, paths: 100 },
      [0, 0],
    ).central.years;
  expect(years(7.5)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7.5]);
  expect(years(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(years(0.5)).toEqual([0, 0.5]);
  expect(years(0)).toEqual([0, 1 / 12]);
  expect(plannedMonths({ ...plainProfile, horizonYears: 7.3, goals: [] })).toBe(87);
});

test('money paid in until the end is that of the months that there are', () => {
  const { central } = outlookOf(
    { ...plainProfile, investNow: 1000, investPerMonth: 100, horizonYears: 7.5, goals: [] },
    estimates([1e-6, 1e-6], sameCorrelation(2, 0), [0, 0]),
    [1, 0],
    { ...usualAssumptions, inflation: 0, tradingCost: 0, paths: 100 },
    [0, 0],
  );
  expect(central.terminal.mean).toBeCloseTo(1000 + 90 * 100, 0);
  expect(central.fanReal.p50.at(-1)).toBeCloseTo(10_000, 0);
});

test('a goal of every month is within the plan that ends with it', () => {
  for (let month = 1; month <= 12; month++) {
    const date = `2041-${String(month).padStart(2, '0')}-28`;
    expect(() => chance(withGoal(date, 1000), [1, 0], { paths: 100 })).not.toThrow();
  }
});
