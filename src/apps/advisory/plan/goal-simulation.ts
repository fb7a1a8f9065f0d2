/** The client's money over the years under the portfolio, and how often each goal is met. */

import { yearsUntil } from '../profile/profile.ts';
import type { Goal, Profile } from '../profile/profile.ts';
import { simulate } from '../simulate/simulate.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Assumptions } from './advice.ts';
import type { Estimates } from './estimates.ts';

const PRIORITIES = ['essential', 'important', 'wish'];
const LONGEST = 60;
const MONTHS = 12;

/** Whole years from now, the part of a year before the goal's day left out: the money has to be there in time. */
export function goalYear(profile: Profile, goal: Goal): number {
  return Math.min(LONGEST, Math.floor(yearsUntil(profile, goal.date)));
}

/** Graver ones first, then sooner ones. */
export function goalsInOrder({ goals }: Profile): Goal[] {
  return [...goals].sort(
    (a, b) =>
      PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
      (a.date < b.date ? -1 : Number(a.date > b.date)),
  );
}

/** Whole years that are simulated: the horizon, or the last goal where that is later. */
export function simulatedYears(profile: Profile): number {
  const last = Math.max(0, ...profile.goals.map((goal) => goalYear(profile, goal)));
  return Math.min(LONGEST, Math.max(1, Math.ceil(profile.horizonYears), last));
}

export function simulateGoals(
  profile: Profile,
  { means, covariance }: Estimates,
  weights: readonly number[],
  { inflation, fee, gainsTax, seed, paths }: Assumptions,
): Simulation {
  const horizon = simulatedYears(profile);
  const contribution = { amount: profile.investPerMonth * MONTHS, fromYear: 0, toYear: horizon };
  return simulate(
    {
      start: profile.investNow,
      contributions: profile.investPerMonth > 0 ? [contribution] : [],
      withdrawals: [],
      goals: goalsInOrder(profile).map((goal) => ({
        ...{ id: goal.id, amount: goal.amount, year: goalYear(profile, goal) },
      })),
      ...{ horizon, inflation, fee, gainsTax },
    },
    { kind: 'lognormal', means: means.values, covariance: covariance.matrix, weights },
    { seed, paths },
  );
}
