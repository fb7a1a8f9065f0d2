/** Assets that are one for all that can be told: share classes of a fund, funds of one index. */

import { momentMatrix } from './linear.ts';
import type { Matrix } from './linear.ts';

/** Correlation of returns above which two assets count as one. */
export const ALIKE = 0.999;

/**
 * Groups of two or more assets by place, each with all that it is tied to, through others too; ascending. `isSame`: what ties two besides
 * their returns.
 */
export function alikeGroups(covariance: Matrix, isSame: (i: number, j: number) => boolean): number[][] {
  const groupOf = covariance.map((_, i) => i);
  for (let i = 0; i < covariance.length; i++) {
    for (let j = 0; j < i; j++) {
      const [own, other] = [groupOf[i] as number, groupOf[j] as number];
      if (own === other || !(correlation(covariance, i, j) > ALIKE || isSame(i, j))) continue;
      const [low, high] = [Math.min(own, other), Math.max(own, other)];
      groupOf.forEach((group, k) => {
        if (group === high) groupOf[k] = low;
      });
    }
  }
  return groupOf
    .map((_, first) => groupOf.flatMap((group, i) => (group === first ? [i] : [])))
    .filter(({ length }) => length > 1);
}

export function correlation(covariance: Matrix, i: number, j: number): number {
  const at = (row: number, column: number): number => covariance[row]?.[column] as number;
  return at(i, j) / Math.sqrt(at(i, i) * at(j, j));
}

/** Of the returns of `first` with those of `second` a period later, as where prices are dated a day late. */
export function followingCorrelation(
  returns: readonly (readonly number[])[],
  first: number,
  second: number,
): number {
  const pairs = returns.slice(1).map((row, at) => [returns[at]?.[first] as number, row[second] as number]);
  return correlation(momentMatrix(pairs), 0, 1);
}
