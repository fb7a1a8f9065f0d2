/** The interval that resampled values span: the percentile method of the bootstrap (Efron 1979). */

import type { Interval } from './wilson.ts';

/** The middle 95 % of `values`, in any order. @throws RangeError on no values. */
export function percentileInterval(values: Float64Array): Interval {
  if (values.length === 0) throw new RangeError('percentileInterval: no values');
  const sorted = values.toSorted();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** The value below which `share` of ascending values lies, interpolated linearly (R type 7, NumPy's own). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
