/** A number as a text says it, in digits or in words. */

export type SpokenUnit =
  | 'plain'
  | 'percent'
  | 'percentage points'
  | 'basis points'
  | 'money'
  | 'years'
  | 'months'
  | 'times'
  | 'points'
  | 'other';

export interface SpokenNumber {
  start: number;
  end: number;
  raw: string;
  /** In its own unit: 12.3 for `12.3%`. NaN where it says a quantity that no figure can hold, e.g. `double-digit`. */
  value: number;
  unit: SpokenUnit;
  /** Currencies that it may be in; empty unless the unit is money. */
  currencies: readonly string[];
  /** Half a unit of its last digit. */
  half: number;
  /** Whether a sign or a word such as `minus` stands before it. */
  isNegative: boolean;
  decimals: number;
}
