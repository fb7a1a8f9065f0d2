import { expect, test } from 'vitest';
import { estimates, sameCorrelation } from '../portfolio/test-estimates.ts';
import { plainProfile } from '../test-profile.ts';
import { usualAssumptions } from './advice.ts';
import { goalChances, goalFigures } from './goal-figures.ts';
import { outlookOf } from './goal-simulation.ts';

const assumptions = { ...usualAssumptions, paths: 1000 };
const given = estimates([0.001, 0.15], sameCorrelation(2, 0), [0.02, 0.06]);
const [house] = plainProfile.goals;
const withGoal = (amount: number) => ({
  ...plainProfile,
  goals: [{ ...(house as (typeof plainProfile.goals)[number]), amount }],
});
const figures = (amount: number, weights: number[], shifts: [number, number]) => {
  const profile = withGoal(amount);
  const told = goalFigures(profile, outlookOf(profile, given, weights, assumptions, shifts));
  return new Map(told.map((figure) => [figure.id, figure]));
};

test('a probability carries how little is known of the expected return', () => {
  const known = figures(160_000, [0.2, 0.8], [0, 0]).get('goal.house.probability');
  const unknown = figures(160_000, [0.2, 0.8], [-0.03, 0.03]).get('goal.house.probability');
  const [low, high] = unknown?.interval ?? [NaN, NaN];
  expect(unknown?.value).toBe(known?.value);
  expect(unknown).not.toHaveProperty('bound');
  expect(high - low).toBeGreaterThan(0.3);
  expect((known?.interval?.[1] ?? NaN) - (known?.interval?.[0] ?? NaN)).toBeLessThan(0.08);
});

test('what is nearly sure or hopeless is told as a bound, never as 99.99 %', () => {
  expect(figures(1000, [0.2, 0.8], [-0.03, 0.03]).get('goal.house.probability')).toMatchObject({
    ...{ value: 0.95, bound: 'more than' },
    interval: [0.95, 0.95],
  });
  const hopeless = figures(1e6, [0.2, 0.8], [-0.03, 0.03]).get('goal.house.probability');
  expect(hopeless).toMatchObject({ value: 0.05, bound: 'less than' });
  expect(hopeless?.interval?.[1]).toBe(0.05);
});

test('what would help, by hand: 60,000 and 600 a month at the rate of inflation over 139 months', () => {
  // Almost without risk, 2 % a year in twelve parts and 2 % inflation: what is paid in keeps its worth, but for the months of compounding.
  const [chance] = goalChances(
    withGoal(200_000),
    outlookOf(withGoal(200_000), given, [1, 0], assumptions, [0, 0]).central,
  );
  const paidIn = 60_000 + 600 * 139;
  expect(chance?.probability).toBe(0);
  expect((chance?.reachable?.value ?? NaN) / paidIn).toBeCloseTo(1, 2);
  expect(chance?.extraPerMonth?.value).toBeCloseTo((200_000 - (chance?.reachable?.value ?? NaN)) / 139, 6);
  const easy = goalChances(
    withGoal(1000),
    outlookOf(withGoal(1000), given, [1, 0], assumptions, [0, 0]).central,
  );
  expect(easy).toMatchObject([{ probability: 1, reachable: null, extraPerMonth: null }]);
});

const chancesOf = (profile: typeof plainProfile) =>
  goalChances(profile, outlookOf(profile, given, [1, 0], assumptions, [0, 0]).central);

test('paying in more is offered only to who has so much left over', () => {
  // 6,000 less spending less 600 that is invested already; about 460 a month would close the gap.
  const [affordable] = chancesOf({ ...withGoal(200_000), spendingPerMonth: 4900 });
  expect(affordable?.extraPerMonth?.value).toBeLessThan(500);
  const [beyond] = chancesOf({ ...withGoal(200_000), spendingPerMonth: 5000 });
  expect(beyond?.extraPerMonth).toBeNull();
  expect(beyond?.reachable).not.toBeNull();
});

test('a goal knows the less grave ones that are paid in an earlier month', () => {
  const [grave] = plainProfile.goals as [(typeof plainProfile.goals)[number]];
  const wish = (id: string, date: string) => ({ ...grave, id, date, priority: 'wish' as const });
  const goals = [
    wish('before', '2034-06-01'),
    grave,
    wish('same-month', '2038-06-30'),
    wish('b', '2040-06-01'),
  ];
  const told = chancesOf({ ...plainProfile, goals });
  expect(told.map(({ goal, paidBefore }) => [goal.id, paidBefore.map(({ id }) => id)])).toEqual([
    ['house', ['before']],
    ...[
      ['before', []],
      ['same-month', []],
      ['b', []],
    ],
  ]);
});
