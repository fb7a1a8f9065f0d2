/** How often there are prices, told from the dates: it decides by what a figure per period becomes one per year. */

import { InputError } from '../../../core/errors.ts';

export interface Frequency {
  frequency: 'daily' | 'weekly' | 'monthly';
  /** Periods taken for a year: 252, 52 or 12. */
  periodsPerYear: 252 | 52 | 12;
}

export const DAY_MS = 86_400_000;

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** The frequency by the median distance of neighbouring `dates` (ascending, at least 2). @throws InputError for another one. */
export function frequencyOf(dates: readonly string[], source: string): Frequency {
  const distances = dates.slice(1).map((date, at) => daysBetween(dates[at] as string, date));
  const median = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  if (median >= 1 && median <= 4) return { frequency: 'daily', periodsPerYear: 252 };
  if (median >= 5 && median <= 9) return { frequency: 'weekly', periodsPerYear: 52 };
  if (median >= 26 && median <= 33) return { frequency: 'monthly', periodsPerYear: 12 };
  throw new InputError(`${source}: its dates lie ${median} days apart in the median`, {
    code: 'price-frequency',
    hint: 'Give daily, weekly or monthly closes.',
  });
}
