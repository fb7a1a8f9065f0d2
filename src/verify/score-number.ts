/**
 * Scores a number against a reference under the reference's unit convention (`src/core/question.ts`).
 *
 * The rule is rounding: an answer is right when it differs from the reference by no more than half a unit of the last
 * digit that the coarser of the two prints. `14%`, `14.5%` and `0.1446` are right for the decimal gold 0.14464; `14.4%` is not.
 * The reference's own digits: gold files round to five places (FinQA) or two (TAT-QA), so an answer with more digits
 * than the gold need only round to it; whole-number golds are exact.
 *
 * Coarse answers: the last printed digit must be reasonable, so a right answer has
 * - at least two significant digits, or
 * - a last digit worth no more than one percentage point where the convention knows percentages, as the data sets print
 *   their own answers (`1%` for 0.00764), or
 * - a value within 1 % of the reference (`2` for 1.98, the paper's example).
 * A printed zero is right only for a zero reference. The sign must match. `Reference.tolerance` is relative and additional.
 *
 * Units: a percent sign means a hundredth under `decimal` and `plain` and nothing under `percent`; a bare number always
 * stands for itself (14.46 is wrong for 0.1446: no factor of 100 is ever guessed). Two readings beside that follow what the answer
 * itself names, because a reference does not say in which unit it counts (rule `number:stated-unit`):
 * - `$103.7 million` is right for 103.7 as for 103,700,000 (FinQA's golds count in the table's unit);
 * - `80 bps` is right for 80, `-2.4 percentage points` for -2.4 (under `decimal` only from 1 up, where no fraction is meant).
 */

import type { Outcome } from '../core/outcome.ts';
import type { Reference, UnitConvention } from '../core/question.ts';
import { extractNumber } from './extract-number.ts';
import { carryOutFraction } from './latex-fraction.ts';
import { halfUnit, unitFactor } from './number.ts';
import type { ParsedNumber } from './number.ts';

export type NumberReference = Extract<Reference, { kind: 'number' }>;

/** Golds are rounded to this many places at least, unless they are whole. */
const REFERENCE_PLACES = 5;
/** A gold with fewer places counts as rounded when its last digit is worth no more than this share of it. */
const ROUNDED_SHARE = 1e-3;
const COARSE_SHARE = 0.01;
/** Absorbs the error of binary fractions at the edge of the interval. */
const EDGE = 1e-9;
/** Two doubles closer than this share were the same decimal. */
const EQUAL_SHARE = 1e-12;

/** Half a unit of the reference's last digit. */
function referenceHalfUnit(value: number): number {
  const printed = String(value);
  const point = printed.indexOf('.');
  if (printed.includes('e')) return Math.abs(value) * EQUAL_SHARE;
  const places = point < 0 ? 0 : printed.length - point - 1;
  const rounded = places > 0 && 10 ** -places <= Math.abs(value) * ROUNDED_SHARE;
  return 0.5 * 10 ** -(rounded ? places : Math.max(places, REFERENCE_PLACES));
}

interface Reading {
  value: number;
  half: number;
  rule: 'rounding' | 'stated-unit';
}

/** What the answer's number can mean in the reference's convention, most literal first. */
function readings(number: ParsedNumber, unit: UnitConvention, reference: number): Reading[] {
  const factor = unitFactor(number.unit) * (unit === 'percent' && number.unit !== 'plain' ? 100 : 1);
  const literal: Reading = {
    value: number.value * factor,
    half: halfUnit(number) * factor,
    rule: 'rounding',
  };
  const list = [literal];
  if (number.scaleWord) {
    const scale = 10 ** number.power;
    list.push({ value: (number.value / scale) * factor, half: literal.half / scale, rule: 'stated-unit' });
  }
  const named = number.unit === 'basis-points' || number.unit === 'percentage-points';
  if (named && (unit === 'plain' || (unit === 'decimal' && Math.abs(reference) >= 1))) {
    list.push({ value: number.value, half: halfUnit(number), rule: 'stated-unit' });
  }
  return list;
}

const WHOLE_PERCENT: Record<UnitConvention, number> = { decimal: 0.005, percent: 0.5, plain: 0 };

type Comparison = 'exact' | 'rounding' | 'tolerance' | 'coarse' | 'different';

function compare(reading: Reading, significant: number, reference: NumberReference): Comparison {
  const { value, half } = reading;
  const gold = reference.value;
  const distance = Math.abs(value - gold);
  if (distance <= Math.abs(gold) * EQUAL_SHARE) return 'exact';
  if (!Number.isFinite(value) || value * gold < 0) return 'different';
  if (distance <= reference.tolerance * Math.abs(gold) * (1 + EDGE)) return 'tolerance';
  const slack = Math.max(value === 0 ? 0 : half, referenceHalfUnit(gold));
  if (distance > slack * (1 + EDGE) + Math.abs(gold) * EQUAL_SHARE) return 'different';
  const fine = significant >= 2 || half <= WHOLE_PERCENT[reference.unit] * (1 + EDGE);
  return fine || distance <= COARSE_SHARE * Math.max(Math.abs(gold), Math.abs(value)) * (1 + EDGE)
    ? 'rounding'
    : 'coarse';
}

/** Scores one number that was already read. */
export function compareNumber(number: ParsedNumber, reference: NumberReference): Outcome {
  const gold = `${reference.value} (${reference.unit})`;
  if (!Number.isFinite(reference.value)) {
    return {
      verdict: 'unscorable',
      rule: 'reference',
      reason: `the reference is ${reference.value}, not a number`,
    };
  }
  let coarse = false;
  for (const reading of readings(number, reference.unit, reference.value)) {
    const result = compare(reading, number.significant, reference);
    if (result === 'coarse') coarse = true;
    else if (result !== 'different') {
      const rule = reading.rule === 'stated-unit' ? reading.rule : result;
      return { verdict: 'correct', rule: `number:${rule}`, reason: `${number.raw} is the reference ${gold}` };
    }
  }
  if (coarse) {
    return {
      verdict: 'wrong',
      rule: 'number:coarse',
      reason: `${number.raw} rounds the reference ${gold} to fewer than two digits and is over 1 % away`,
    };
  }
  return { verdict: 'wrong', rule: 'number:rounding', reason: `${number.raw} is not the reference ${gold}` };
}

export function scoreNumber(answer: string, reference: NumberReference): Outcome {
  if (!Number.isFinite(reference.value)) {
    return {
      verdict: 'unscorable',
      rule: 'reference',
      reason: `the reference is ${reference.value}, not a number`,
    };
  }
  const extracted = extractNumber(carryOutFraction(answer));
  if (!extracted.found)
    return {
      verdict: 'unparseable',
      rule: `number:${extracted.problem.replace(' ', '-')}`,
      reason: extracted.reason,
    };
  return compareNumber(extracted.number, reference);
}
