/** How far wealth fell below what it had been before. */

import { InputError } from '../../../core/errors.ts';

export interface Drawdown {
  /** Lost from the peak, a fraction ≥ 0. */
  depth: number;
  /** Date of the peak, of the lowest point after it, and of the first return to the peak's wealth; null where it is not reached. */
  peak: string;
  trough: string;
  recovered: string | null;
}

/** Wealth over the highest wealth so far, less 1, before the first period and after each: n + 1 values ≤ 0. */
export function drawdowns(x: readonly number[]): number[] {
  let [wealth, highest] = [1, 1];
  return [
    0,
    ...x.map((value) => {
      wealth *= 1 + value;
      highest = Math.max(highest, wealth);
      return wealth / highest - 1;
    }),
  ];
}

/**
 * The deepest fall of simple returns `x`, the earliest where several are as deep. `dates` has one more: the date before the first period.
 * @throws InputError where the dates are not so many.
 */
export function maximumDrawdown(x: readonly number[], dates: readonly string[]): Drawdown {
  if (dates.length !== x.length + 1) {
    throw new InputError(`${dates.length} dates for ${x.length} returns`, {
      hint: 'Give the date of the start too.',
    });
  }
  const falls = drawdowns(x);
  const trough = falls.indexOf(Math.min(...falls));
  const peak = falls.lastIndexOf(0, trough);
  const recovered = falls.indexOf(0, trough);
  return {
    depth: -(falls[trough] as number) || 0,
    peak: dates[peak] as string,
    trough: dates[trough] as string,
    recovered: recovered < 0 ? null : (dates[recovered] as string),
  };
}
