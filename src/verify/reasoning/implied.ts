/**
 * Numbers that follow from others by one step too small to be written out: `35% and 21%, 14 points apart`, a half, a sum, the rest
 * to 100 %. Units must fit: points come from shares, amounts from amounts. A number of one or two digits is a product or quotient
 * only where the words say so, since with so few digits nearly everything is a quotient of something.
 */

import { halfUnit, unitFactor, type ParsedNumber } from '../number.ts';

const FACTORS = [2, 3, 4, 10, 12, 100, 1000];
const TELLING_DIGITS = 3;
const MAX_SUMMED = 10;

/** What is said around a number that was worked out from others. */
const WORKED_OUT =
  /\b(?:remain\w*|left|leav\w+|rest|rose|r[ai]se[ns]?|fell|fall|falls|grew|grow\w*|increas\w+|decreas\w+|declin\w+|drop\w*|difference|differ\w*|gap|share|percent of|proportion|portion|accounts? for|represents?|times|ratio|margin|multiple|worth|amounts? to|together|in all|total\w*|sum|average|i\.e|that is|or (?:about|roughly|approximately|some)|so|thus|per|each|half|which is|that is)\b|[|(占余剩差增减升降涨跌共倍比]|合计|折合|折成|相当|也就是|即|所以|平均|每|商|得/i;

/** `29.6, or 20%`. */
const SAID_AGAIN = /\bor\s*\$?$/i;

/** True where the words before or behind a number say that it was worked out. */
export function isWorkedOut(before: string, after: string): boolean {
  return WORKED_OUT.test(before) || WORKED_OUT.test(after) || SAID_AGAIN.test(before);
}

/** A number as what it amounts to: percent as shares, scale words applied. */
export function amount(number: ParsedNumber): number {
  return Math.abs(number.value) * unitFactor(number.unit);
}

/** True when one operation on one or two of the others gives the number, rounded to its digits. */
export function isImplied(
  number: ParsedNumber,
  others: readonly ParsedNumber[],
  workedOut: boolean,
): boolean {
  const isIt = sameAs(number);
  if (isIt === null) return false;
  const free = workedOut || number.significant >= TELLING_DIGITS;
  const isShare = number.unit !== 'plain';
  const shares = others.filter(({ unit, value }) => unit !== 'plain' && value !== 0);
  const amounts = others.filter(({ unit, value }) => unit === 'plain' && value !== 0);
  const [parts, plain] = [distinct(shares.map(amount)), distinct(amounts.map(amount))];
  const bare = distinct(amounts.map(({ value, power }) => Math.abs(value) / 10 ** power));

  const points = isShare ? parts : distinct(shares.map(({ value }) => Math.abs(value)));
  if (anyPair(points, (a, b) => isIt(a + b) || isIt(a - b))) return true;
  if (isShare) {
    if (
      parts.some(
        (part) => isIt(1 - part) || FACTORS.some((factor) => isIt(part * factor) || isIt(part / factor)),
      )
    )
      return true;
    if (bare.some((value) => value < 2 && isIt(value - 1))) return true;
    if (!free) return false;
    const isShareOf = (a: number, b: number): boolean =>
      isIt(a / b) || isIt(b / a) || isIt((a - b) / b) || isIt((a - b) / a);
    return anyPair(bare, isShareOf) || anyPair(plain, isShareOf) || anyPair(parts, (a, b) => isIt(a * b));
  }
  for (const values of [plain, bare]) {
    if (anyPair(values, (a, b) => isIt(a + b) || isIt(a - b) || isIt((a + b) / 2))) return true;
    if (values.some((value) => FACTORS.some((factor) => isIt(value * factor) || isIt(value / factor))))
      return true;
    if (sums(values).some(isIt)) return true;
    if (!free) continue;
    if (
      values.some((value) =>
        parts.some(
          (part) =>
            isIt(value * part) || isIt(value / part) || isIt(value * (1 - part)) || isIt(value * (1 + part)),
        ),
      )
    )
      return true;
    if (anyPair(values, (a, b) => isIt(a * b) || isIt(a / b) || isIt(b / a) || isIt(100 * (a - b))))
      return true;
    if (values.some((value) => isIt(365 / value) || isIt(360 / value) || isIt(1 / value))) return true;
  }
  if (number.currency || number.power !== 0) return false;
  return (
    parts.some((part) => isIt(1 + part) || isIt(1 - part)) ||
    anyPair(parts, (a, b) => isIt(a / b) || isIt(b / a) || isIt(a - b))
  );
}

/** Holds a value against the number, in its own unit and in the scale that it prints. */
function sameAs(number: ParsedNumber): ((value: number) => boolean) | null {
  const target = amount(number);
  if (target === 0) return null;
  const half = Math.max(halfUnit(number) * unitFactor(number.unit) * (1 + 1e-9), target * 1e-12);
  const bare = 10 ** -number.power;
  return (value) => {
    const magnitude = Math.abs(value);
    return Math.abs(magnitude - target) <= half || Math.abs(magnitude - target * bare) <= half * bare;
  };
}

function anyPair(values: readonly number[], test: (a: number, b: number) => boolean): boolean {
  for (let first = 0; first < values.length; first++) {
    for (let second = 0; second < first; second++) {
      if (test(values[first] as number, values[second] as number)) return true;
    }
  }
  return false;
}

/** Sums of the nearest three numbers and more. */
function sums(values: readonly number[]): number[] {
  let total = (values[0] ?? 0) + (values[1] ?? 0);
  return values.slice(2, MAX_SUMMED).map((value) => (total += value));
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}
