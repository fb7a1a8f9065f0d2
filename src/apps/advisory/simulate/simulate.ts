/**
 * Monte Carlo of a client's plan: how wealth may go, and how often each goal is met.
 *
 * Each step: contributions come in, withdrawals go out, assets grow and the fee is taken; at a step's end the goals that are due are paid in
 * their order, each as far as the money goes. Buying and selling cost, and selling is taxed on its gain; rebalancing within the portfolio is not.
 */

import { InputError } from '../../../core/errors.ts';
import { Random } from '../../../core/random.ts';
import { quantile } from '../../../core/statistics/percentile-interval.ts';
import { mean } from '../portfolio/linear.ts';
import { standardDeviation } from '../risk/moments.ts';
import { chance, outcomeOf, type Chance, type GoalOutcome } from './chance.ts';
import type { Plan } from './plan.ts';
import { samplerOf, type ReturnModel } from './return-model.ts';
import { scheduleOf } from './schedule.ts';
import { walk } from './walk.ts';

const PERCENTILES = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;

export type Fan = Record<keyof typeof PERCENTILES, number[]>;

export interface Simulation {
  /** 0, 1, 2 … and the horizon, which may be a part of a year behind the last whole one. */
  years: number[];
  /** Wealth then, after goals are paid, in the money of that time. */
  fan: Fan;
  /** The same in today's money. */
  fanReal: Fan;
  goals: GoalOutcome[];
  /** Withdrawals could not be paid in full at some time. */
  ruin: Chance;
  /** Wealth at the end, in that year's money, with the Monte-Carlo error of its mean. */
  terminal: { mean: number; standardError: number };
  paths: number;
  counts: number[];
}

const PARTS = 10;

/** Paths are independent of their number: the first thousand of ten thousand are those of one thousand. @throws InputError. */
export function simulate(
  plan: Plan,
  model: ReturnModel,
  { seed, paths = 10_000 }: { seed: number; paths?: number },
): Simulation {
  if (!(Number.isInteger(paths) && paths >= 100)) {
    throw new InputError(`a simulation of ${paths} paths`, { hint: 'Give a whole number of at least 100.' });
  }
  const sampler = samplerOf(model);
  const schedule = scheduleOf(plan, sampler.stepsPerYear);
  const { steps } = schedule;
  const years = Array.from({ length: Math.ceil(steps / sampler.stepsPerYear) + 1 }, (_, year) =>
    Math.min(year, steps / sampler.stepsPerYear),
  );
  const wealth = years.map(() => new Float64Array(paths));
  const missing = plan.goals.map(() => new Float64Array(paths));
  const ruined = new Uint8Array(paths);
  for (let path = 0; path < paths; path++) {
    walk(plan, schedule, sampler, Random.derive(seed, 'simulate', path), {
      wealth: (place, amount) => {
        (wealth[place] as Float64Array)[path] = amount;
      },
      missed: (goal, today) => {
        const shares = missing[goal] as Float64Array;
        const { amount, times = 1 } = plan.goals[goal] as Plan['goals'][number];
        shares[path] = (shares[path] as number) + today / (amount * times);
      },
      ruined: () => {
        ruined[path] = 1;
      },
    });
  }
  const counts = Array.from({ length: PARTS }, (_, at) => Math.floor((paths * (at + 1)) / PARTS));
  const fan = fanOf(wealth, () => 1);
  const prices = years.map((year) => (1 + plan.inflation) ** year);
  const last = [...(wealth.at(-1) as Float64Array)];
  return {
    years,
    fan,
    fanReal: fanOf(wealth, (place) => prices[place] as number),
    goals: plan.goals.map(({ id }, at) => ({ id, ...outcomeOf(missing[at] as Float64Array, counts) })),
    ruin: chance(ruined.filter((each) => each === 1).length, paths),
    terminal: { mean: mean(last), standardError: standardDeviation(last) / Math.sqrt(paths) },
    paths,
    counts,
  };
}

/** What became of a goal. @throws RangeError where the plan has none of this id. */
export function outcomeIn({ goals }: Simulation, id: string): GoalOutcome {
  const outcome = goals.find((one) => one.id === id);
  if (outcome === undefined) throw new RangeError(`the simulation has no goal ${id}`);
  return outcome;
}

function fanOf(wealth: readonly Float64Array[], price: (place: number) => number): Fan {
  const sorted = wealth.map((values) => values.toSorted());
  const line = (share: number): number[] =>
    sorted.map((values, place) => quantile(values, share) / price(place));
  return {
    p5: line(PERCENTILES.p5),
    p25: line(PERCENTILES.p25),
    p50: line(PERCENTILES.p50),
    p75: line(PERCENTILES.p75),
    p95: line(PERCENTILES.p95),
  };
}
