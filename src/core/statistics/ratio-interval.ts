/**
 * Clustered bootstrap interval of a statistic that is no mean of rows (precision, F1, balanced accuracy): whole clusters are drawn with
 * replacement, since rows of one cluster are not independent. Percentile method.
 */

import { Random } from '../random.ts';
import { percentileInterval } from './percentile-interval.ts';
import type { Interval } from './wilson.ts';

const RESAMPLES = 2000;

/**
 * 95 % interval of `statistic` over draws of `clusters`; the same seed gives the same interval. Draws in which the statistic is null (such
 * as a precision where nothing was flagged) are left out. Null where fewer than half of the draws have a value.
 */
export function ratioInterval<T>(
  clusters: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
  seed: number,
): Interval | null {
  if (clusters.length === 0) return null;
  const random = Random.derive(seed, 'ratio-bootstrap');
  const values: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const value = statistic(clusters.map(() => random.pick(clusters)));
    if (value !== null) values.push(value);
  }
  return values.length < RESAMPLES / 2 ? null : percentileInterval(Float64Array.from(values));
}
