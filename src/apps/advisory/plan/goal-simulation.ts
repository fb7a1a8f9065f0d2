/** The client's money over the years under the portfolio, and how often each goal is met. */

import { InputError } from '../../../core/errors.ts';
import type { Goal, Profile } from '../profile/profile.ts';
import { sum } from '../portfolio/linear.ts';
import type { Matrix } from '../portfolio/linear.ts';
import type { Plan } from '../simulate/plan.ts';
import type { ReturnModel } from '../simulate/return-model.ts';
import { simulate } from '../simulate/simulate.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Assumptions } from './advice.ts';
import { NOTHING } from './allocate.ts';
import type { Estimates } from './estimates.ts';

const PRIORITIES = ['essential', 'important', 'wish'];
const LONGEST = 100;
const MONTHS = 12;
/** Months as parts of a year are whole but for this. */
const ROUNDING = 1e-9;

/**
 * Years from now in whole months, the part of a month before the goal's day left out: the money has to be there in time.
 * @throws InputError for a goal that is too far away to be simulated.
 */
export function goalYear(profile: Profile, goal: Goal): number {
  const years = wholeMonths(profile.asOf, goal.date) / MONTHS;
  if (years <= LONGEST) return years;
  throw new InputError(`goals: ${goal.id} is due on ${goal.date}, in ${Math.floor(years)} years`, {
    hint: `Leave it out, or give a date within ${LONGEST} years.`,
  });
}

/** Graver ones first, then sooner ones. */
export function goalsInOrder({ goals }: Profile): Goal[] {
  return [...goals].sort(
    (a, b) =>
      PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
      (a.date < b.date ? -1 : Number(a.date > b.date)),
  );
}

/** Of the calendar, between ISO dates. */
function wholeMonths(from: string, to: string): number {
  const month = (day: string): number => MONTHS * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return month(to) - month(from) - (to.slice(8) < from.slice(8) ? 1 : 0);
}

/** The horizon, or the time until the last goal where that is later. */
export function plannedYears(profile: Profile): number {
  return Math.max(profile.horizonYears, ...profile.goals.map((goal) => goalYear(profile, goal)));
}

/** Whole months of the plan, the part of a month before its end left out as with goals. */
export function plannedMonths(profile: Profile): number {
  return Math.floor(MONTHS * plannedYears(profile) + ROUNDING);
}

export interface Outlook {
  /** At the expected return that is shown. */
  central: Simulation;
  /** With an expected return at the lower and at the upper end of its interval. */
  low: Simulation;
  high: Simulation;
}

/** The ends only have to be told roughly; a slider waits for them. */
const PATHS_AT_ENDS = 2000;

/** `shifts`: from the expected return to the ends of its interval, a year. */
export function outlookOf(
  profile: Profile,
  estimates: Pick<Estimates, 'means' | 'covariance'>,
  weights: readonly number[],
  assumptions: Assumptions,
  shifts: readonly [number, number],
): Outlook {
  const fewer = { ...assumptions, paths: Math.min(assumptions.paths, PATHS_AT_ENDS) };
  const [low, high] = shifts.map((shift) => simulationOf(profile, estimates, weights, fewer, shift));
  return {
    central: simulationOf(profile, estimates, weights, assumptions),
    low: low as Simulation,
    high: high as Simulation,
  };
}

/** The client's money under a portfolio; `shift`: of the expected return, a year. */
export function simulationOf(
  profile: Profile,
  estimates: Pick<Estimates, 'means' | 'covariance'>,
  weights: readonly number[],
  assumptions: Assumptions,
  shift = 0,
): Simulation {
  const { seed, paths } = assumptions;
  return simulate(planOf(profile, assumptions), heldModel(estimates, weights, shift), { seed, paths });
}

function planOf(profile: Profile, { inflation, fee, gainsTax, tradingCost }: Assumptions): Plan {
  // Where all money is needed within the month, one is simulated: it pays the goals at its beginning.
  const horizon = Math.max(1, plannedMonths(profile)) / MONTHS;
  const contribution = { amount: profile.investPerMonth * MONTHS, fromYear: 0, toYear: horizon };
  return {
    start: profile.investNow,
    contributions: profile.investPerMonth > 0 ? [contribution] : [],
    withdrawals: [],
    goals: goalsInOrder(profile).map((goal) => ({
      ...{ id: goal.id, amount: goal.amount, year: goalYear(profile, goal) },
    })),
    ...{ horizon, inflation, fee, gainsTax, tradingCost },
  };
}

/** Of what is held only: random numbers for the rest would be drawn for nothing. */
function heldModel(
  { means, covariance }: Pick<Estimates, 'means' | 'covariance'>,
  weights: readonly number[],
  shift: number,
): ReturnModel {
  const held = weights.flatMap((weight, i) => (weight > NOTHING ? [i] : []));
  const of = (values: readonly number[]): number[] => held.map((i) => values[i] as number);
  const total = sum(of(weights));
  return {
    kind: 'lognormal',
    means: of(means.values).map((value) => value + shift),
    covariance: submatrix(covariance.matrix, held),
    weights: of(weights).map((weight) => weight / total),
  };
}

function submatrix(matrix: Matrix, held: readonly number[]): number[][] {
  return held.map((i) => held.map((j) => matrix[i]?.[j] as number));
}
