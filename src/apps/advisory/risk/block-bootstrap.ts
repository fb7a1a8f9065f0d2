/**
 * How sure an estimate over a series is: circular block bootstrap (D. Politis, J. Romano, 1992), which keeps what neighbouring periods have to
 * do with each other, with percentile intervals.
 */

import { InputError } from '../../../core/errors.ts';
import { Random } from '../../../core/random.ts';
import { percentileInterval } from '../../../core/statistics/percentile-interval.ts';
import { standardDeviation } from './moments.ts';

export interface Estimate {
  value: number;
  /** 95 %. */
  low: number;
  high: number;
  standardError: number;
}

export interface BootstrapOptions {
  seed: number;
  resamples?: number;
  /** Periods that stay together; n^(1/3), rounded up, where left out. */
  block?: number;
}

export function usualBlock(count: number): number {
  return Math.ceil(Math.cbrt(count));
}

/**
 * Each of `estimates` of all of `series` (of one length, drawn together), with its interval. All see the same resamples.
 * @throws InputError, and what an estimate throws.
 */
export function blockBootstrap(
  series: readonly (readonly number[])[],
  estimates: readonly ((series: readonly (readonly number[])[]) => number)[],
  { seed, resamples = 1000, block }: BootstrapOptions,
): Estimate[] {
  const count = series[0]?.length ?? 0;
  const length = block ?? usualBlock(count);
  if (count < 2 || !(length >= 1 && length <= count) || series.some((each) => each.length !== count)) {
    throw new InputError(`a bootstrap of ${count} periods in blocks of ${length}`, {
      hint: 'Give series of one length, longer than a block.',
    });
  }
  const random = Random.derive(seed, 'block bootstrap');
  const values = estimates.map(() => new Float64Array(resamples));
  const drawn = series.map((each) => [...each]);
  for (let at = 0; at < resamples; at++) {
    for (let filled = 0; filled < count;) {
      const start = random.int(0, count - 1);
      for (let i = 0; i < length && filled < count; i++, filled++) {
        const from = (start + i) % count;
        series.forEach((each, k) => {
          (drawn[k] as number[])[filled] = each[from] as number;
        });
      }
    }
    estimates.forEach((estimate, k) => {
      (values[k] as Float64Array)[at] = estimate(drawn);
    });
  }
  return estimates.map((estimate, k) => {
    const found = values[k] as Float64Array;
    return {
      value: estimate(series),
      ...percentileInterval(found),
      standardError: standardDeviation([...found]),
    };
  });
}

/** `blockBootstrap` of one estimate of one series. */
export function withInterval(
  x: readonly number[],
  estimate: (x: readonly number[]) => number,
  options: BootstrapOptions,
): Estimate {
  return blockBootstrap([x], [([only]) => estimate(only ?? [])], options)[0] as Estimate;
}
