/** What a calculator gives back: a decimal string, its unit, how exact it is, and the formula with the figures put in. */

import type { Decimal } from 'decimal.js';
import { InputError } from '../core/errors.ts';

export type CalculationUnit = 'currency' | 'percent' | 'years' | 'periods' | 'times' | 'number';

export interface Calculation {
  /** A decimal string, never rounded through a float. */
  value: string;
  unit: CalculationUnit;
  /** `exact`, or to how many significant digits `value` (and each of `parts`) is rounded. */
  digits: 'exact' | `${number} significant digits`;
  /** For results found by iteration: `value` before its rounding is off by no more than this. */
  tolerance?: string;
  formula: string;
  /** What keeps the figure from saying what it usually says. */
  caution?: string;
  /** Other figures of the same calculation, by name. */
  parts?: Readonly<Record<string, string>>;
}

const SHOWN = 20;
/** A result of so many digits is given whole; beyond, it is taken for endless. */
const WHOLE = 40;
/** Digits that no rounding inside a calculation has touched. */
const SETTLED = 80;

export const ROUNDED = `${SHOWN} significant digits` as const;

/** `value` and `digits` of a result: whole where it ends within 40 digits, else rounded to 20. */
export function shown(result: Decimal): Pick<Calculation, 'value' | 'digits'> {
  if (!result.isFinite()) {
    throw new InputError('the result is too large for a decimal; expected arguments of a usual size');
  }
  const settled = result.toSignificantDigits(SETTLED);
  if (settled.precision() <= WHOLE) return { value: text(settled), digits: 'exact' };
  return { value: rounded(result), digits: ROUNDED };
}

export function rounded(result: Decimal): string {
  return text(result.toSignificantDigits(SHOWN));
}

/** `value`, `digits` and `tolerance` of a result that was found by iteration. */
export function found(result: Decimal): Pick<Calculation, 'value' | 'digits' | 'tolerance'> {
  return { value: rounded(result.toDecimalPlaces(30)), digits: ROUNDED, tolerance: '1e-30' };
}

/** Decimal notation; a zero has no sign. */
function text(value: Decimal): string {
  return value.isZero() ? '0' : value.toString();
}
