/** A number as a section of a format prints it: digits, thousands, decimals, percent, scale, exponent. */

import { Decimal } from 'decimal.js';
import type { Section, Token } from './section.ts';

interface Layout {
  whole: Token[];
  fraction: Token[];
  exponent: { digits: Token[]; isSigned: boolean } | null;
}

/** The magnitude of `value` as printed; the sign is put before it by the caller. */
export function formatDigits(value: Decimal, { tokens }: Section): string {
  if (digitsIn(tokens) === 0) return literals(tokens);
  const percents = tokens.filter(({ kind }) => kind === 'percent').length;
  const { groups, thousands } = commasOf(tokens);
  const scaled = value.abs().times(Decimal.pow(100, percents)).div(Decimal.pow(1000, thousands));
  const layout = layoutOf(tokens);
  if (layout.exponent !== null) return scientific(scaled, layout, layout.exponent);
  const decimals = digitsIn(layout.fraction);
  const [whole = '', fraction = ''] = scaled.toFixed(decimals, Decimal.ROUND_HALF_UP).split('.');
  return printWhole(whole, layout.whole, groups) + printFraction(fraction, layout.fraction);
}

/** Commas between digits part thousands; each one behind the last digit divides by a thousand. */
function commasOf(tokens: readonly Token[]): { groups: boolean; thousands: number } {
  const first = tokens.findIndex(({ kind }) => kind === 'digit');
  const last = tokens.findLastIndex(({ kind }) => kind === 'digit');
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  const commas = tokens.flatMap(({ kind }, at) => (kind === 'comma' ? [at] : []));
  const lastWhole =
    point === -1 ? last : tokens.slice(0, point).findLastIndex(({ kind }) => kind === 'digit');
  return {
    groups: commas.some((at) => at > first && at < lastWhole),
    thousands: commas.filter((at) => at > last || (at > lastWhole && at < point)).length,
  };
}

function layoutOf(tokens: readonly Token[]): Layout {
  const layout: Layout = { whole: [], fraction: [], exponent: null };
  let target = layout.whole;
  for (const token of tokens) {
    if (token.kind === 'exponent') {
      layout.exponent = { digits: [], isSigned: token.isSigned };
      target = layout.exponent.digits;
    } else if (token.kind === 'point' && target === layout.whole) {
      target = layout.fraction;
      target.push(token);
    } else if (token.kind !== 'comma') target.push(token);
  }
  return layout;
}

function digitsIn(tokens: readonly Token[]): number {
  return tokens.filter(({ kind }) => kind === 'digit').length;
}

/** From the right: each place takes a digit, the first one all that are left. */
function printWhole(digits: string, tokens: readonly Token[], groups: boolean): string {
  let rest = digits === '0' ? '' : digits;
  let places = digitsIn(tokens);
  let printed = 0;
  let text = '';
  const put = (digit: string): void => {
    text = (groups && printed > 0 && printed % 3 === 0 ? `${digit},` : digit) + text;
    printed++;
  };
  if (places === 0) return literals(tokens) + rest;
  for (const token of tokens.toReversed()) {
    if (token.kind !== 'digit') {
      text = literals([token]) + text;
      continue;
    }
    places--;
    if (rest !== '') put(rest.at(-1) ?? '');
    else if (token.sign === '0') put('0');
    rest = rest.slice(0, -1);
    if (places > 0) continue;
    for (; rest !== ''; rest = rest.slice(0, -1)) put(rest.at(-1) ?? '');
  }
  return text;
}

function printFraction(digits: string, tokens: readonly Token[]): string {
  const places = tokens.filter((token) => token.kind === 'digit');
  // Places that need not be filled drop the zeros at the end.
  let kept = places.length;
  while (kept > 0 && digits[kept - 1] === '0' && places[kept - 1]?.sign !== '0') kept--;
  let at = 0;
  return tokens
    .map((token) => {
      if (token.kind !== 'digit') return token.kind === 'point' ? '.' : literals([token]);
      return at < kept ? (digits[at++] ?? '') : '';
    })
    .join('');
}

function scientific(
  value: Decimal,
  layout: Layout,
  { digits, isSigned }: NonNullable<Layout['exponent']>,
): string {
  const places = Math.max(1, digitsIn(layout.whole));
  const decimals = digitsIn(layout.fraction);
  const steps = (power: number): number => Math.floor(power / places) * places;
  let power = value.isZero() ? 0 : steps(value.e);
  let mantissa = value.div(Decimal.pow(10, power)).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  // 9.99 rounds to 10.
  if (mantissa.gte(Decimal.pow(10, places))) {
    power += places;
    mantissa = mantissa.div(Decimal.pow(10, places));
  }
  const [whole = '', fraction = ''] = mantissa.toFixed(decimals).split('.');
  const sign = power < 0 ? '-' : isSigned ? '+' : '';
  const exponent = String(Math.abs(power)).padStart(digitsIn(digits), '0');
  const after = literals(digits.filter(({ kind }) => kind !== 'digit'));
  return `${printWhole(whole, layout.whole, false)}${printFraction(fraction, layout.fraction)}E${sign}${exponent}${after}`;
}

function literals(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'percent') return '%';
      return token.kind === 'slash' ? '/' : '';
    })
    .join('');
}
