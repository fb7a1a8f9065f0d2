/** Closes as the checks of prices see them: one row a date, one column a product. */

import type { Frequency } from './frequency.ts';

export interface DatedCloses extends Frequency {
  /** Ascending. */
  dates: readonly string[];
  symbols: readonly string[];
  /** [date][symbol], above 0. */
  closes: readonly (readonly number[])[];
}
