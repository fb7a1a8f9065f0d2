/**
 * Value at risk and expected shortfall over one period, as losses: 0.03 is a loss of 3 % of the portfolio.
 *
 * Historical: VaR is the quantile of the losses by linear interpolation (R type 7); ES is the average of the worst (1 − level) n losses, the
 * last of them in part (C. Acerbi, D. Tasche, "On the coherence of expected shortfall", 2002).
 * Normal: mean and deviation of the sample. Cornish–Fisher: the normal quantile corrected by skewness and excess kurtosis, and the integral of
 * its tail (D. Maillard, "A user's guide to the Cornish Fisher expansion", 2012), only where
 * the expansion rises between −3 and 3 deviations, as a quantile has to.
 */

import { InputError } from '../../../core/errors.ts';
import { quantile } from '../../../core/statistics/percentile-interval.ts';
import { mean, sum } from '../portfolio/linear.ts';
import { skewAndKurtosis, standardDeviation } from './moments.ts';
import { normalDensity, normalQuantile } from './normal.ts';

export type TailMethod = 'historical' | 'normal' | 'cornish-fisher';

const REACH = 3;

function checkLevel(x: readonly number[], level: number): void {
  if (!(level > 0.5 && level < 1)) throw new InputError(`a level of ${level}`, { hint: 'Give e.g. 0.95.' });
  if (x.length === 0)
    throw new InputError('no returns to take a risk of', { hint: 'Give a longer history.' });
}

/** The loss that is not exceeded with probability `level`; below 0 where even that outcome is a gain. @throws InputError. */
export function valueAtRisk(x: readonly number[], level: number, method: TailMethod): number {
  checkLevel(x, level);
  if (method === 'historical') return -quantile(Float64Array.from(x).toSorted(), 1 - level);
  const z = normalQuantile(1 - level);
  return -(mean(x) + standardDeviation(x) * (method === 'normal' ? z : expansion(x).quantile(z)));
}

/** The mean loss of the worst 1 − `level` outcomes. @throws InputError. */
export function expectedShortfall(x: readonly number[], level: number, method: TailMethod): number {
  checkLevel(x, level);
  if (method === 'historical') {
    const sorted = Float64Array.from(x).toSorted();
    const count = (1 - level) * x.length;
    const whole = Math.floor(count);
    const part = (count - whole) * (sorted[whole] ?? 0);
    return -(sum([...sorted.subarray(0, whole)]) + part) / count;
  }
  const z = normalQuantile(1 - level);
  const factor = method === 'normal' ? 1 : expansion(x).tail(z);
  return -mean(x) + ((standardDeviation(x) * normalDensity(z)) / (1 - level)) * factor;
}

function expansion(x: readonly number[]): { quantile(z: number): number; tail(z: number): number } {
  const { skewness: s, excessKurtosis: k } = skewAndKurtosis(x);
  // Its derivative by z is a z² + b z + c; least at an end or, where it is convex, between them.
  const [a, b, c] = [k / 8 - (s * s) / 6, s / 3, 1 - k / 8 + (5 * s * s) / 36];
  const inner = a > 0 ? Math.min(Math.max(-b / (2 * a), -REACH), REACH) : REACH;
  const rises = [-REACH, inner, REACH].every((z) => a * z * z + b * z + c > 0);
  if (!rises) {
    throw new InputError(
      `skewness ${s.toFixed(2)} and excess kurtosis ${k.toFixed(2)} are outside of what Cornish–Fisher can describe`,
      { code: 'cornish-fisher', hint: 'Use historical value at risk.' },
    );
  }
  return {
    quantile: (z) =>
      z + ((z * z - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s * s) / 36,
    tail: (z) => 1 + (z * s) / 6 + ((1 - 2 * z * z) * s * s) / 36 + ((z * z - 1) * k) / 24,
  };
}
