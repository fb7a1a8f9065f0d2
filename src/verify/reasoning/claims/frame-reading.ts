/**
 * What a frame (`frames.ts`) reads between its operands and its result: a difference or relative change, a share, a total, a
 * remainder. Each has every meaning that its words allow; units decide which of them are possible.
 */

import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import type { Calculation } from './calculation.ts';
import { Exact } from './exact.ts';

type Operation = (values: readonly Exact[]) => Exact | null;

export interface Reading {
  numbers: readonly ParsedNumber[];
  operation: Operation;
  /** Keeps the unit of its numbers. */
  linear: boolean;
}

/** The readings of these operands that the stated result may be of, the likeliest first; none where the units do not fit. */
export type Readings = (operands: readonly ParsedNumber[], result: ParsedNumber) => Reading[];

export const isShare = ({ unit }: ParsedNumber): boolean => unit === 'percent';
export const isPlain = ({ unit }: ParsedNumber): boolean => unit === 'plain';
const alike = (a: ParsedNumber, b: ParsedNumber): boolean => a.unit === b.unit && a.scaleWord === b.scaleWord;

const minus: Operation = ([a, b]) => (a && b ? a.minus(b) : null);
const relative: Operation = ([a, b]) => (a && b && !b.isZero() ? a.minus(b).dividedBy(b.abs()) : null);
const over: Operation = ([a, b]) => (a && b && !b.isZero() ? a.dividedBy(b) : null);
const times: Operation = ([a, b]) => (a && b ? a.times(b) : null);
const sum: Operation = (values) => values.reduce((total, value) => total.plus(value));
const mean: Operation = (values) => sum(values)?.dividedBy(values.length) ?? null;
const off: Operation = ([amount, share]) => (amount && share ? amount.times(share.negated().plus(1)) : null);

const reading = (operation: Operation, linear: boolean, ...numbers: ParsedNumber[]): Reading => ({
  numbers,
  operation,
  linear,
});

/** `a` beside `b`, as amounts, points or relative to `b`; without a direction in words either may be the base. */
const between =
  (bothBases: boolean): Readings =>
  ([a, b], result) => {
    if (a === undefined || b === undefined || !alike(a, b)) return [];
    const difference = reading(minus, true, a, b);
    const change = [reading(relative, false, a, b), ...(bothBases ? [reading(relative, false, b, a)] : [])];
    if (isPlain(a)) return isPlain(result) ? [difference] : isShare(result) ? change : [];
    if (isPlain(result)) return [];
    return isShare(result) ? [difference, ...change] : [difference];
  };
export const apart: Readings = between(true);
export const above: Readings = between(false);
export const below: Readings = ([a, b], result) => {
  if (a === undefined || b === undefined || !alike(a, b)) return [];
  const negated =
    (operation: Operation): Operation =>
    (values) =>
      operation(values)?.negated() ?? null;
  return above([a, b], result).map((one) => ({ ...one, operation: negated(one.operation) }));
};

/** `a` is so much of `b`. */
export const share: Readings = ([a, b], result) =>
  a && b && isPlain(a) && alike(a, b) && isShare(result) ? [reading(over, false, a, b)] : [];
/** `a` is so many times `b`. */
export const ratio: Readings = ([a, b], result) =>
  a && b && isPlain(result) && alike(a, b) ? [reading(over, false, a, b)] : [];
export const perUnit: Readings = ([a, b], result) =>
  a && b && isPlain(a) && isPlain(b) && isPlain(result) && !b.scaleWord ? [reading(over, false, a, b)] : [];
/** So many percent of an amount named before: the nearest is meant first, as the last result. */
export const shareOf: Readings = ([part, ...amounts], result) =>
  part && isShare(part) && isPlain(result)
    ? amounts.filter(isPlain).map((amount) => reading(times, false, amount, part))
    : [];
export const fractionOf =
  (numerator: number, denominator: number): Readings =>
  (amounts, result) =>
    amounts
      .filter(({ unit }) => unit === result.unit)
      .map((amount) => reading(([a]) => a?.times(numerator).dividedBy(denominator) ?? null, true, amount));
/** A growth `d` from `b`; or `d` is the new figure. */
export const growth: Readings = ([d, b], result) =>
  d && b && isPlain(d) && alike(d, b) && isShare(result)
    ? [reading(over, false, d, b), reading(relative, false, d, b)]
    : [];
export const total: Readings = (operands, result) => collected(operands, result, sum);
export const average: Readings = (operands, result) => collected(operands, result, mean);
/** What is left of one when the other is gone. */
export const remainder: Readings = ([a, b], result) => {
  if (a === undefined || b === undefined || a.unit !== result.unit) return [];
  if (isPlain(a) && isShare(b)) return [reading(off, false, a, b)];
  const comparable = alike(a, b) && Math.min(a.value, b.value) * MAX_PART > Math.max(a.value, b.value);
  return comparable ? [reading(minus, true, a, b)] : [];
};
/** What is taken away counts in the same unit where it is not much smaller. */
const MAX_PART = 50;

function collected(operands: readonly ParsedNumber[], result: ParsedNumber, operation: Operation): Reading[] {
  const [first] = operands;
  if (first === undefined || operands.length < 2 || !operands.every((other) => alike(first, other)))
    return [];
  if (first.unit !== result.unit && !(first.unit === 'plain' && result.unit === 'plain')) return [];
  const sizes = operands.map(({ value }) => Math.abs(value));
  if (Math.max(...sizes) > MAX_PART * Math.min(...sizes)) return [];
  return [reading(operation, true, ...operands)];
}

/** The operands were rounded when they were printed: `a` and `b` half a unit of their last digit further apart or nearer. */
export function withinRounding({ numbers, operation, linear }: Reading, result: ParsedNumber): boolean {
  const [a, b] = numbers;
  if (a === undefined || b === undefined || numbers.length !== 2) return false;
  if (!linear && result.significant <= Math.min(a.significant, b.significant) && a.decimals === 0)
    return false;
  const ends = (number: ParsedNumber): Exact[] => {
    const value = Exact.of(number.value).times(unitFactor(number.unit));
    const half = Exact.of(halfUnit(number)).times(unitFactor(number.unit));
    return [value.minus(half), value.plus(half)];
  };
  const corners = ends(a).flatMap((x) => ends(b).map((y) => operation([x, y])?.abs().toNumber() ?? 0));
  const stated = Math.abs(result.value) * unitFactor(result.unit);
  const slack = halfUnit(result) * unitFactor(result.unit);
  return stated + slack >= Math.min(...corners) && stated - slack <= Math.max(...corners);
}

export function calculationOf({ numbers, operation, linear }: Reading): Calculation {
  return { numbers, evaluate: operation, linear, timesHundred: false };
}

const POINTS = /^ ?(?:full )?(?:points?\b|个点|点)/;

/** `from 96% to 97%, 1 point`: a share changes by points. */
export function asPoints(number: ParsedNumber, after: string): ParsedNumber {
  return number.unit === 'plain' && !number.scaleWord && POINTS.test(after)
    ? { ...number, unit: 'percentage-points' }
    : number;
}
