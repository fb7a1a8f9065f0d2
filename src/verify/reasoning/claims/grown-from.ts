/**
 * Growth by an amount and by its percentage whose base stands further above: `106,200 after 98,000 … grew by 8,200, or 8.4%`. The
 * base is any figure told before from which another one told before is so far apart.
 */

import type { ParsedNumber } from '../../number.ts';
import type { FoundClaim } from './found-claim.ts';
import type { Place } from './frames.ts';
import { calculationOf, type Reading } from './frame-reading.ts';
import { IS_ABOUT } from './result-words.ts';
import { CHANGE_LEAD, ROUGHLY, Z_CHANGE_LEAD } from './frame-words.ts';
import { wordClaim } from './word-claims.ts';

const LEAD = new RegExp(
  `^[^#;§]{0,20}?(?:,|\\(|\u201A|-) ?(?:or|i\\.?e\\.?,?|that is,?|which is|thats|an? (?:rise|increase|gain|growth|drop|fall|decline|decrease|change) of|equivalent to|即|也就是|相当于|折合|合|增幅|增速|增长|降幅|下降|同比增长|同比下降)?[ 约为达是了]*${ROUGHLY}$`,
);
const AMOUNT_LEAD = new RegExp(`${CHANGE_LEAD.source}|${Z_CHANGE_LEAD.source}`);
/** A change by more than this share is rather a chance. */
const MAX_SHARE = 0.6;
const MAX_TOLD = 80;

export function grownFrom(
  { numbers, gaps, earlier }: Place,
  at: number,
  told: readonly ParsedNumber[],
): FoundClaim | null {
  const [amount, result] = [numbers[at - 1], numbers[at]];
  if (at - 1 < earlier || amount === undefined || result?.unit !== 'percent' || amount.unit !== 'plain')
    return null;
  if (!LEAD.test(gaps[at] ?? '') || !AMOUNT_LEAD.test(gaps[at - 1] ?? '')) return null;
  if (/^ ?\)? ?(?:of\b|to\b|from\b|的)/.test(gaps[at + 1] ?? '')) return null;
  const [first, ...others] = bases(amount, told);
  if (first === undefined) return null;
  const reading = (base: ParsedNumber): Reading => ({
    numbers: [amount, base],
    operation: ([change, from]) => (change && from && !from.isZero() ? change.dividedBy(from) : null),
    linear: false,
  });
  const claim = wordClaim('change', [amount], result, {
    operation: ([change]) => change?.dividedBy(first.value) ?? null,
    approximate: IS_ABOUT.test(gaps[at] ?? ''),
    unsigned: true,
  });
  return { ...claim, close: 'pair', alternatives: others.map((base) => calculationOf(reading(base))) };
}

/** Both ends of every pair that is so far apart. */
function bases(amount: ParsedNumber, told: readonly ParsedNumber[]): ParsedNumber[] {
  const figures = told
    .filter(({ unit, start, value }) => unit === 'plain' && start < amount.start && value > amount.value)
    .slice(-MAX_TOLD);
  const values = new Map(figures.map((number) => [number.value, number]));
  const found: ParsedNumber[] = [];
  for (const [value, number] of values) {
    const other = values.get(round(value + amount.value));
    if (other !== undefined && amount.value < value * MAX_SHARE) found.push(number, other);
  }
  return found;
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
