/**
 * The difference of two accuracies measured on the same questions, with the adjusted Wald interval of Bonett & Price
 * (British Journal of Mathematical and Statistical Psychology 65 (2012)): one is added to both disagreement counts.
 */

import { Z95, type Interval } from '../../core/statistics/wilson.ts';

export interface PairedDifference extends Interval {
  /** Second minus first, −1…1. */
  difference: number;
}

/** `b` questions that the first alone answers, `c` that the second alone answers, of `n`. */
export function pairedDifference(b: number, c: number, n: number, z = Z95): PairedDifference {
  if (!(b >= 0 && c >= 0 && b + c <= n && n > 0))
    throw new RangeError(`pairedDifference: ${b} and ${c} of ${n}`);
  const first = (b + 1) / (n + 2);
  const second = (c + 1) / (n + 2);
  const centre = second - first;
  const half = z * Math.sqrt((first + second - centre ** 2) / (n + 2));
  return {
    difference: (c - b) / n,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
  };
}
