/**
 * Holds one stated result against a calculation.
 *
 * It holds when it is the exact result rounded to the digits that it prints. With `=` (not `≈`) it must have two significant
 * digits, or two decimals, or whole percent, or be within 1 %, so that `7 / 3 = 2` does not hold. Where the text says "about",
 * a result cut off, or round (`about 5,800`), holds too. Units that the text leaves out on one side are understood. Where a
 * number of the calculation is an earlier result, rounded when it was printed, the exact one may stand for it.
 */

import { Exact } from './exact.ts';
import type { Calculation } from './calculation.ts';
import type { ParsedNumber } from '../../number.ts';

/** The exact value behind a printed number that is an earlier result, its unit and scale applied; undefined for any other. */
export type Carried = (number: ParsedNumber) => Exact | undefined;

export interface StatedResult {
  number: ParsedNumber;
  /** What the printed number may be multiplied by: [-1] behind a minus sign, [1, -1] in a bracket. */
  signs: readonly number[];
  approximate: boolean;
}

export interface CheckedResult {
  holds: boolean;
  /** In the stated result's unit, as `stated` is; null where there is no result. */
  computed: number | null;
  stated: number;
}

export const UNIT_POWER = { plain: 0, percent: -2, 'percentage-points': -2, 'basis-points': -4 } as const;
/** Bare numbers from here on are amounts, not percent figures. */
const PERCENT_FIGURE_LIMIT = 1000;
const CLOSE = 3;
const MAX_POWERS = 20;
const COARSE_SHARE = 0.01;
/** With more carried numbers than this, only all of them at once stand in. */
const MAX_CARRIED = 3;

export function checkResult(
  calculation: Calculation,
  result: StatedResult,
  carried?: Carried,
): CheckedResult {
  const { number, signs, approximate } = result;
  const own = (signs[0] ?? 1) * number.value;
  let nearest: CheckedResult = { holds: false, computed: null, stated: own };
  for (const values of carried === undefined
    ? [literalOfAll(calculation).values]
    : standIns(calculation, carried)) {
    for (const reading of readings(calculation, number, values)) {
      for (const sign of signs) {
        const stated = reading.stated.times(sign);
        const read = { computed: reading.computed.toNumber(), stated: stated.toNumber() };
        if (agrees({ ...reading, stated }, number, approximate)) return { ...read, holds: true };
        // Units that are left out are understood in the report, too: `100 - 6 - 10 = 86 million` is off by 2 million.
        if (nearest.computed === null || (!isClose(nearest) && isClose(read)))
          nearest = { ...read, holds: false };
      }
    }
  }
  return nearest;
}

/** Off by so little that both sides speak of the same amount. */
function isClose({ computed, stated }: Pick<CheckedResult, 'computed' | 'stated'>): boolean {
  const ratio = computed === null ? 0 : Math.abs(stated / computed);
  return ratio >= 1 / CLOSE && ratio <= CLOSE;
}

interface Literal {
  values: readonly Exact[];
  result: Exact | null | undefined;
}

// A calculation is held against each later result of its chain.
const literalsOf = new WeakMap<Calculation, Literal>();

/** The value of a calculation with its units and scale words as printed. */
export function literalValue(calculation: Calculation): Exact | null | undefined {
  return literalOfAll(calculation).result;
}

function literalOfAll(calculation: Calculation): Literal {
  let literal = literalsOf.get(calculation);
  if (literal === undefined) {
    const values = calculation.numbers.map(literalOf);
    literal = { values, result: calculation.evaluate(values) };
    literalsOf.set(calculation, literal);
  }
  return literal;
}

function literalOf({ digits, power, unit }: ParsedNumber): Exact {
  return Exact.scaled(digits, power + UNIT_POWER[unit]);
}

/** The values of the numbers with carried ones in place of printed ones: all, and each alone. */
function* standIns(calculation: Calculation, carried: Carried): Generator<readonly Exact[]> {
  const printed = literalOfAll(calculation).values;
  const exact = calculation.numbers.map(carried);
  const known = exact.flatMap((value, index) => (value === undefined ? [] : [index]));
  if (known.length === 0) return;
  yield printed.map((value, index) => exact[index] ?? value);
  if (known.length === 1 || known.length > MAX_CARRIED) return;
  for (const one of known) {
    yield printed.map((value, index) => (index === one ? (exact[index] ?? value) : value));
  }
}

interface Reading {
  computed: Exact;
  /** In the unit of `computed`, as `half` is: half a unit of the last printed digit. */
  stated: Exact;
  half: Exact;
}

function agrees({ computed, stated, half }: Reading, number: ParsedNumber, approximate: boolean): boolean {
  const distance = computed.minus(stated).abs();
  if (distance.comparedTo(half) <= 0) {
    if (approximate || distance.isZero() || number.significant >= 2) return true;
    if (stated.isZero()) return false;
    const fine = number.decimals >= 2 || (number.unit === 'percent' && number.power === 0);
    return fine || distance.comparedTo(computed.abs().times(COARSE_SHARE)) <= 0;
  }
  if (!approximate) return false;
  const cutOff =
    number.significant >= 2 &&
    computed.abs().comparedTo(stated.abs()) >= 0 &&
    computed.isNegative() === stated.isNegative() &&
    distance.comparedTo(half.times(2)) < 0;
  return cutOff || distance.comparedTo(half.times(roundness(number))) <= 0;
}

/** What a number that ends in zeros is rounded to, in units of its last digit: 100 for 5,800. */
function roundness({ digits, decimals, significant }: ParsedNumber): number {
  const zeros = decimals > 0 ? 0 : (/0*$/.exec(digits)?.[0].length ?? 0);
  return significant - zeros >= 1 ? 10 ** zeros : 1;
}

/** What the two sides can mean, most literal first: units and scale words as printed, then those that one side leaves out. */
function* readings(
  calculation: Calculation,
  number: ParsedNumber,
  values: readonly Exact[],
): Generator<Reading> {
  const { values: printed, result } = literalOfAll(calculation);
  const literal = values === printed ? result : calculation.evaluate(values);
  if (literal === undefined || literal === null) return;
  const printedDigits = Exact.scaled(number.digits, 0);
  const reading = (computed: Exact, power: number): Reading => {
    const half = Exact.scaled('5', power - number.decimals - 1);
    return { computed, stated: shift(printedDigits, power), half };
  };
  const unitPower = UNIT_POWER[number.unit];
  yield reading(shift(literal, -unitPower), number.power);

  const { numbers, linear } = calculation;
  const someUnit = numbers.some(({ unit }) => unit !== 'plain');
  const allUnits = numbers.every(({ unit }) => unit !== 'plain');
  const figures = numbers.every(({ value, currency }) => !currency && value < PERCENT_FIGURE_LIMIT);
  if (unitPower !== 0 ? linear && (someUnit || figures) : linear && allUnits) {
    const bare = values.map((value, index) => shift(value, -UNIT_POWER[numbers[index]?.unit ?? 'plain']));
    const computed = calculation.evaluate(bare);
    if (computed !== undefined && computed !== null) yield reading(computed, number.power);
  } else if (unitPower !== 0 && (calculation.timesHundred || isFigureOfPercent(calculation, number)))
    yield reading(literal, number.power);

  // `22,400万元除以10,000等于2.24亿元`, `0.487% × 100 = 48.7 bp`: the calculation only changes the unit that is printed.
  const [first, second] = numbers;
  if (first !== undefined && numbers.length === 2 && isPowerOfTen(second)) {
    const units = first.power + UNIT_POWER[first.unit] - number.power - unitPower;
    const same = shift(values[0] as Exact, units);
    if (units !== 0 && literal.comparedTo(same) === 0)
      yield reading(shift(values[0] as Exact, -unitPower), number.power);
  }

  // A per mille is a tenth of a percent, no scale of an amount.
  const powers = numbers.map(({ power }) => Math.max(0, power));
  const least = Math.min(...powers.slice(0, MAX_POWERS));
  if (number.power > 0 && powers.every((power) => power === 0)) yield reading(shift(literal, -unitPower), 0);
  else if (number.power === 0 && least > 0 && linear) yield reading(shift(literal, -unitPower - least), 0);
}

/** `0.1935 × 1.815 = 0.351 points`, `1.2 × 5.5 = 6.6%`; below 1 % a product of fractions was rather forgotten to be scaled. */
function isFigureOfPercent({ bareProduct, numbers }: Calculation, { unit, value }: ParsedNumber): boolean {
  if (bareProduct !== true || unit === 'basis-points') return false;
  if (unit === 'percentage-points') return true;
  return Math.abs(value) >= 1 && numbers.some((factor) => factor.value >= 1);
}

function isPowerOfTen(number: ParsedNumber | undefined): number is ParsedNumber {
  return (
    number !== undefined && !number.scaleWord && number.unit === 'plain' && /^10{2,}$/.test(number.digits)
  );
}

function shift(value: Exact, power: number): Exact {
  return power === 0 ? value : value.times(Exact.scaled('1', power));
}
