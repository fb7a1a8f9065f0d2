/** The decimals of the calculators: 100 digits, of which a result keeps at most 40, so that rounding inside never shows. */

import { Decimal } from 'decimal.js';

/** Apart from the settings of anybody else who uses decimal.js. Exponents are written beyond 60 places only. */
export const Exact = Decimal.clone({ precision: 100, toExpPos: 60, toExpNeg: -60, defaults: true });

/** For the search of roots, where speed counts: 60 digits. */
export const Searched = Decimal.clone({ precision: 60, defaults: true });

export const ONE = new Exact(1);
export const HUNDRED = new Exact(100);

/** What is left of a sum where its parts cancel: nothing, if it is smaller than the rounding of parts of this magnitude. */
export function withoutDust(sum: Decimal, magnitude: Decimal): Decimal {
  return sum.abs().lessThan(magnitude.times('1e-90')) ? new Exact(0) : sum;
}

/** 1 + a rate given in percent. */
export function growth(ratePercent: Decimal): Decimal {
  return ratePercent.dividedBy(HUNDRED).plus(ONE);
}
