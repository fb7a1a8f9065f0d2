/**
 * Ledoit–Wolf's covariance of returns that are each in units of their own deviation, and scaled back: correlations are drawn to 0, variances
 * stay. Shrunk as they are, a money market fund would take over risk from a share that stands on the same list.
 *
 * Assets that are one count as one: the strength is estimated from the first of each group, so that another share class changes nothing,
 * and the target holds their correlation. Else shrinkage would make two funds of one index look spread.
 */

import type { Returns } from '../market/returns.ts';
import { ALIKE } from './alike.ts';
import { covarianceOf } from './covariance.ts';
import type { Covariance } from './covariance.ts';
import { ledoitWolf } from './ledoit-wolf.ts';
import { momentMatrix } from './linear.ts';

/** `groups`: of places in `returns.symbols`. @throws InputError as `covarianceOf` does. */
export function scaledCovariance(returns: Returns, groups: readonly (readonly number[])[]): Covariance {
  const sample = covarianceOf(returns, 'sample');
  const moments = momentMatrix(returns.values);
  const deviations = moments.map((row, i) => Math.sqrt(row[i] as number));
  const repeated = new Set(groups.flatMap(([, ...others]) => others));
  const counted = deviations.flatMap((_, i) => (repeated.has(i) ? [] : [i]));
  const { shrinkage } = ledoitWolf(
    returns.values.map((row) => counted.map((i) => (row[i] as number) / (deviations[i] as number))),
  );
  const groupOf = deviations.map((_, i) => groups.find((group) => group.includes(i))?.[0] ?? i);
  // Short of 1, so that the covariance of two that are the same to the last digit can still be inverted.
  const target = (i: number, j: number): number => (i === j ? 1 : groupOf[i] === groupOf[j] ? ALIKE : 0);
  const matrix = moments.map((row, i) =>
    row.map((value, j) => {
      const together = (deviations[i] as number) * (deviations[j] as number);
      return ((1 - shrinkage) * value + shrinkage * target(i, j) * together) * returns.periodsPerYear;
    }),
  );
  return { ...sample, matrix, method: 'ledoit-wolf', shrinkage };
}
