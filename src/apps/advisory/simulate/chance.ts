/** Probabilities out of counted paths, each with its error. */

import { quantile } from '../../../core/statistics/percentile-interval.ts';
import { wilson } from '../../../core/statistics/wilson.ts';
import { mean } from '../portfolio/linear.ts';

export interface Chance {
  probability: number;
  /** Wilson, 95 %. */
  interval: [number, number];
  /** Monte-Carlo error of `probability`: √(p (1 − p) / paths). */
  standardError: number;
}

export interface GoalOutcome extends Chance {
  id: string;
  /** Mean share of the goal (in today's money) that was missing where it was missed; null where it never was. */
  shortfall: number | null;
  /** Share of the goal that half of the paths pay at least: 1 where half of them pay it in full. */
  paidByHalf: number;
  /** `probability` after each of `Simulation.counts` paths: whether more paths would change it. */
  running: number[];
}

export function chance(count: number, of: number): Chance {
  const probability = count / of;
  const { low, high } = wilson(count, of);
  return {
    probability,
    interval: [low, high],
    standardError: Math.sqrt((probability * (1 - probability)) / of),
  };
}

/** `missing`: by path the share of the goal that was not paid. */
export function outcomeOf(missing: Float64Array, counts: readonly number[]): Omit<GoalOutcome, 'id'> {
  const met = (count: number): number => missing.subarray(0, count).filter((share) => share === 0).length;
  const missed = [...missing].filter((share) => share > 0);
  return {
    ...chance(met(missing.length), missing.length),
    shortfall: missed.length === 0 ? null : mean(missed),
    paidByHalf: 1 - quantile(missing.toSorted(), 0.5),
    running: counts.map((count) => met(count) / count),
  };
}
