/** A number of a workbook as its format shows it: `0.125` under `0.0%` is `12.5%`. */

import { Decimal } from 'decimal.js';
import { onOneLine } from '../../part.ts';
import { formatDate } from './format-date.ts';
import { formatDigits } from './format-number.ts';
import { sectionsOf, type Section } from './section.ts';

/** A sheet computes with so many digits; more are noise of binary fractions. */
const EXACT_DIGITS = 15;
/** So many letters fit a column that has no format. */
const GENERAL_WIDTH = 11;

const known = new Map<string, Section[]>();
const MOST_KNOWN = 2_000;

export function formatValue(stored: string, code: string, countsFrom1904: boolean): string {
  const value = new Decimal(stored).toSignificantDigits(EXACT_DIGITS);
  const { section, printsSign } = sectionFor(value, sectionsWith(code));
  if (section === undefined || section.tokens.length === 0) return '';
  const isFraction = section.tokens.some(({ kind }) => kind === 'slash') && !section.isDate;
  if (section.isDate)
    return onOneLine(formatDate(value.toNumber(), section, countsFrom1904) ?? general(value));
  if (isFraction || section.tokens.some(({ kind }) => kind === 'text')) return general(value);
  const sign = printsSign && value.isNegative() && !value.isZero() ? '-' : '';
  const at = section.tokens.findIndex(({ kind }) => kind === 'general');
  if (at === -1) {
    const digits = formatDigits(value, section);
    // What rounds to nothing has no sign.
    return onOneLine(/[1-9]/.test(digits) ? sign + digits : digits);
  }
  const texts = section.tokens.map((token) => {
    if (token.kind === 'general') return general(value.abs());
    return token.kind === 'literal' ? token.text : token.kind === 'percent' ? '%' : '';
  });
  return onOneLine(sign + texts.join(''));
}

function sectionsWith(code: string): Section[] {
  const before = known.get(code);
  if (before !== undefined) return before;
  const sections = sectionsOf(code === '' ? 'General' : code);
  if (known.size < MOST_KNOWN) known.set(code, sections);
  return sections;
}

/** Positive, negative, zero, text, unless conditions say otherwise; a section for negatives prints their sign itself. */
function sectionFor(
  value: Decimal,
  sections: readonly Section[],
): { section: Section | undefined; printsSign: boolean } {
  const numbers = sections.slice(0, 3);
  const at = numbers.findIndex(({ condition }, index) => {
    if (condition !== null) return holds(value, condition);
    if (numbers.length === 1 || index === numbers.length - 1) return true;
    const hasConditions = numbers.some((other) => other.condition !== null);
    if (index === 0 && numbers.length === 2) return hasConditions ? value.gt(0) : value.gte(0);
    return index === 0 ? value.gt(0) : value.isNegative() && !value.isZero();
  });
  const section = numbers[at === -1 ? numbers.length - 1 : at];
  return { section, printsSign: at <= 0 };
}

function holds(value: Decimal, { operator, value: bound }: NonNullable<Section['condition']>): boolean {
  if (operator === '<') return value.lt(bound);
  if (operator === '<=') return value.lte(bound);
  if (operator === '>') return value.gt(bound);
  if (operator === '>=') return value.gte(bound);
  return (operator === '=') === value.eq(bound);
}

/** Without a format: as many decimals as fit a column, whole numbers with all their digits. */
export function general(value: Decimal): string {
  if (value.isInteger() && value.abs().lt(1e15)) return value.toFixed(0);
  const whole = value.abs().trunc();
  if (value.abs().lt(1e-4) || value.abs().gte(1e15))
    return value.toSignificantDigits(6).toExponential().toUpperCase();
  const decimals = Math.max(0, GENERAL_WIDTH - 1 - whole.toFixed(0).length);
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP).toFixed();
}
