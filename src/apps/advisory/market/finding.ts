/** What is not as it should be in a user's prices. Nothing is repaired: a finding says what was seen and what was done about it. */

export type FindingKind =
  | 'bad-price'
  | 'blank'
  | 'duplicate'
  | 'missing-days'
  | 'unequal-history'
  | 'later'
  | 'gap'
  | 'stale'
  | 'split'
  | 'jump'
  | 'smooth'
  | 'slow';

export interface Finding {
  kind: FindingKind;
  /** Null where all symbols are meant. */
  symbol: string | null;
  /** First and last date it concerns. */
  from: string;
  to: string;
  /** How many dates. */
  count: number;
  /** Of a split or a jump: ln(close after / close before); of a smooth rise: of a year. Of slow prices: how many times the volatility of single periods. */
  move?: number;
  /** Whether the prices take part in what is computed. */
  treatment: 'kept' | 'left out';
  detail: { en: string; zh: string };
}
