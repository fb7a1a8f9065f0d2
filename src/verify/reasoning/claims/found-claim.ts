/** A claim as it is found in the text, not yet recomputed; and its recomputation. */

import type { NumberUnit, ParsedNumber } from '../../number.ts';
import type { Calculation } from './calculation.ts';
import { checkResult, type Carried, type CheckedResult, type StatedResult } from './check-result.ts';
import type { ClaimKind } from './claim.ts';

interface Place {
  /** Positions count in the clean text. */
  start: number;
  end: number;
}

export interface FoundClaim extends Place {
  kind: ClaimKind;
  expressionStart: number;
  expressionEnd: number;
  statedStart: number;
  statedEnd: number;
  calculation: Calculation;
  /** Other readings of the calculation; one counts where it alone holds. */
  alternatives?: Calculation[];
  result: StatedResult;
  /** Read over words that may mean something else: where it does not hold and is far off, it is no claim at all. */
  loose: boolean;
  /** What stands before it cannot be read, so that it is a claim only where it holds. */
  partial?: boolean;
  /** Read by its frame: where it does not hold and is not close, it is no claim. */
  close?: 'pair' | 'list';
}

/** A comparison states no number, only whether one is above another. */
export interface FoundComparison extends Place {
  kind: 'comparison';
  numbers: readonly [ParsedNumber, ParsedNumber];
  holds: boolean;
}

/** A loosely read claim is believed to be one where its result is off by no more than this factor. */
const NEAR = 3;
/** And one read by its frame by no more than this one, or by one unit of a small figure. */
const CLOSE = { pair: 1.6, list: 1.25 };
const SAME_DIGITS = 0.005;
const SLIP_DIGITS = 3;

export function checkFound(found: FoundClaim, carried?: Carried): CheckedResult {
  const checked = checkResult(found.calculation, found.result, carried);
  if (checked.holds) return checked;
  for (const calculation of found.alternatives ?? []) {
    const other = checkResult(calculation, found.result, carried);
    if (other.holds) return other;
  }
  return checked;
}

/** True where a claim that does not hold is a slip of calculation rather than a misreading of ours. */
export function isNear(
  { computed, stated }: CheckedResult,
  { number }: StatedResult,
  close?: 'pair' | 'list',
): boolean {
  if (computed === null || computed === 0 || stated === 0) return false;
  const ratio = Math.abs(stated / computed);
  const near = close === undefined ? NEAR : CLOSE[close];
  if (ratio <= near && ratio >= 1 / near) return true;
  if (close === 'pair' && isNextTo(Math.abs(computed), Math.abs(stated))) return true;
  const power = Math.log10(ratio);
  if (Math.abs(power - Math.round(power)) < SAME_DIGITS && Math.abs(power) < 10) return true;
  return isDigitSlip(computed, stated, number);
}

/** 2 for 1, 4 for 3. */
function isNextTo(computed: number, stated: number): boolean {
  return Math.abs(computed - stated) <= 1 && Math.min(computed, stated) >= 1;
}

/** One digit differs of at least three: `7,420 + 1,080 = 6,500`. */
function isDigitSlip(computed: number, stated: number, { digits, decimals }: ParsedNumber): boolean {
  const own = digits.replace('-', '');
  if (own.replace(/\D/g, '').length < SLIP_DIGITS) return false;
  const exact = Math.abs(computed * (Number(digits) / stated)).toFixed(decimals);
  if (exact.length !== own.length) return false;
  return [...own].reduce((count, digit, index) => count + (digit === exact[index] ? 0 : 1), 0) === 1;
}

export function unitOf({ result }: FoundClaim): NumberUnit {
  return result.number.unit;
}
