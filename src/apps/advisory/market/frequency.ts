/** How often there are prices, told from the dates: it decides by what a figure per period becomes one per year. */

import { InputError } from '../../../core/errors.ts';

export interface Frequency {
  frequency: 'daily' | 'weekly' | 'monthly';
  /** Periods taken for a year: 252, 52 or 12, or the fewer that there were where more than 5 % of them are missing. */
  periodsPerYear: number;
}

export const DAY_MS = 86_400_000;

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** A part of the usual periods; trading calendars of whole years differ by less. */
const FEWER = 0.95;
const DAYS_OF_YEAR = 365.25;

/** The frequency by the median distance of neighbouring `dates` (ascending, at least 2). @throws InputError for another one. */
export function frequencyOf(dates: readonly string[], source: string): Frequency {
  const distances = dates.slice(1).map((date, at) => daysBetween(dates[at] as string, date));
  const median = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  if (median >= 1 && median <= 4) return { frequency: 'daily', periodsPerYear: counted(dates, 252) };
  if (median >= 5 && median <= 9) return { frequency: 'weekly', periodsPerYear: counted(dates, 52) };
  if (median >= 26 && median <= 33) return { frequency: 'monthly', periodsPerYear: counted(dates, 12) };
  throw new InputError(`${source}: its dates lie ${median} days apart in the median`, {
    code: 'price-frequency',
    hint: 'Give daily, weekly or monthly closes.',
  });
}

/** `usual`, or what there was of it: a return over a gap counts for all the time that it took. */
function counted(dates: readonly string[], usual: number): number {
  const years = daysBetween(dates[0] as string, dates.at(-1) as string) / DAYS_OF_YEAR;
  // Shorter ones have too few weekends and holidays to tell.
  if (years < 1) return usual;
  const found = (dates.length - 1) / years;
  return found < FEWER * usual ? found : usual;
}
