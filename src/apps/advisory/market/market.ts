/** Prices as they are computed with: every symbol has a close on every date, all in one currency. */

import type { Finding } from './finding.ts';
import type { Frequency } from './frequency.ts';

export interface Market extends Frequency {
  /** What errors call it: the file or the provider. */
  source: string;
  /** ISO dates, ascending. */
  dates: string[];
  symbols: string[];
  /** [date][symbol], in currency a share, above 0. */
  closes: number[][];
  /** ISO code; null where the source names none, and one is taken for granted. */
  currency: string | null;
  /** What was wrong with what was given, for the reader of a report. */
  findings: Finding[];
}
