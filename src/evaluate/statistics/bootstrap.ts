/**
 * Clustered bootstrap interval of a mean: questions about one document are not independent, so whole documents
 * (clusters) are drawn with replacement, not questions. Percentile method.
 */

import { Random } from '../../core/random.ts';
import { percentileInterval } from '../../core/statistics/percentile-interval.ts';
import type { Interval } from '../../core/statistics/wilson.ts';

export interface ClusteredValue {
  cluster: string;
  value: number;
}

const RESAMPLES = 1000;

/** 95 % interval of the mean of `values`; the same seed gives the same interval. @throws RangeError on no values. */
export function clusteredInterval(values: readonly ClusteredValue[], seed: number): Interval {
  if (values.length === 0) throw new RangeError('clusteredInterval: no values');
  const clusters = new Map<string, { sum: number; count: number }>();
  for (const { cluster, value } of values) {
    const entry = clusters.get(cluster) ?? { sum: 0, count: 0 };
    entry.sum += value;
    entry.count++;
    clusters.set(cluster, entry);
  }
  // In the order of their names, so that the order of the answers, which a resumed run may change, says nothing.
  const entries = [...clusters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const random = Random.derive(seed, 'clustered-bootstrap');
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < entries.length; i++) {
      const entry = random.pick(entries);
      sum += entry.sum;
      count += entry.count;
    }
    return sum / count;
  });
  return percentileInterval(means);
}
