/**
 * What one elementary step makes of a handful of numbers: sums, differences, averages, products, shares, changes, parts of an
 * amount, the rest to the whole, compounding. The units decide which steps there are: a share comes of shares or of two amounts.
 */

import { unitFactor, type ParsedNumber } from '../../number.ts';

const FACTORS = [2, 3, 4, 5, 6, 10, 12, 52, 100, 1000];
const YEAR_DAYS = [360, 365];
const YEARS = [2, 3, 4, 5];
const LONGEST_SUM = 8;

/** A number as what it amounts to: percent as shares, scale words applied. */
export function amount(number: ParsedNumber): number {
  return Math.abs(number.value) * unitFactor(number.unit);
}

/** The results that could be printed as `number` is: of shares as fractions, of amounts with scale words applied or left out. */
export function stepResults(number: ParsedNumber, others: readonly ParsedNumber[]): number[] {
  const used = others.filter(({ value }) => value !== 0);
  const shares = distinct(used.filter(({ unit }) => unit !== 'plain').map(amount));
  const amounts = used.filter(({ unit }) => unit === 'plain');
  const full = distinct(amounts.map(amount));
  const bare = distinct(amounts.map(({ value, power }) => Math.abs(value) / 10 ** power));
  const readings = amounts.some(({ power }) => power !== 0) ? [full, bare] : [bare];
  const results: number[] = [];
  if (number.unit === 'plain') {
    for (const values of readings) ofAmounts(values, shares, results);
    pairs(shares, (a, b) => results.push(a / b, b / a, Math.abs(a - b) * 100, (a + b) * 100, a * b * 100));
    for (const share of shares) results.push(1 + share, 1 - share, share * 100);
    return results;
  }
  for (const share of shares) {
    results.push(1 - share);
    for (const factor of FACTORS) results.push(share * factor, share / factor);
  }
  pairs(shares, (a, b) =>
    results.push(
      a + b,
      Math.abs(a - b),
      (a + b) / 2,
      a * b,
      a / b,
      b / a,
      Math.abs(a / b - 1),
      Math.abs(b / a - 1),
    ),
  );
  sums(shares, results);
  for (const values of readings) {
    pairs(values, (a, b) => results.push(a / b, b / a, Math.abs(a / b - 1), Math.abs(b / a - 1)));
  }
  for (const value of bare) if (value < 2) results.push(value, Math.abs(value - 1));
  for (const value of bare) for (const share of shares) results.push((value / 100) * share);
  return results;
}

function ofAmounts(values: readonly number[], shares: readonly number[], results: number[]): void {
  pairs(values, (a, b) =>
    results.push(a + b, Math.abs(a - b), (a + b) / 2, a * b, a / b, b / a, (a / 100) * b),
  );
  sums(values, results);
  for (const value of values) {
    for (const factor of FACTORS) results.push(value * factor, value / factor);
    for (const days of YEAR_DAYS) results.push(days / value, value / days);
    results.push(1 / value);
    for (const share of shares) {
      results.push(value * share, value / share, value * (1 + share), value * (1 - share));
      results.push(value / (1 + share), value / (1 - share));
      for (const years of YEARS) results.push(value * (1 + share) ** years, value / (1 + share) ** years);
    }
  }
}

/** Sums of three numbers and more that stand in a row. */
export function sums(values: readonly number[], results: number[]): void {
  for (let from = 0; from + 2 < values.length; from++) {
    let total = (values[from] as number) + (values[from + 1] as number);
    for (const value of values.slice(from + 2, from + LONGEST_SUM)) results.push((total += value));
  }
}

export function pairs(values: readonly number[], use: (a: number, b: number) => void): void {
  for (let first = 1; first < values.length; first++) {
    for (let second = 0; second < first; second++) use(values[first] as number, values[second] as number);
  }
}

/** The same operation once more: each of `near`, mostly what was just calculated with, and a number that stands elsewhere. */
export function parallelResults(
  number: ParsedNumber,
  near: readonly ParsedNumber[],
  far: readonly ParsedNumber[],
): number[] {
  const results: number[] = [];
  const combine = (x: number, y: number): void => {
    if (number.unit === 'plain') results.push(x * y, Math.abs(x - y), x + y);
    results.push(y / x, Math.abs(y / x - 1));
  };
  const isAmount = ({ value, unit }: ParsedNumber): boolean => value !== 0 && unit === 'plain';
  const others = far.filter(isAmount);
  for (const a of near.filter(isAmount)) {
    for (const b of others) {
      combine(amount(a), amount(b));
      if (a.power !== 0 || b.power !== 0)
        combine(Math.abs(a.value) / 10 ** a.power, Math.abs(b.value) / 10 ** b.power);
    }
  }
  return results;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}

/** A share that stands elsewhere of an amount nearby: `tax saved` at the rate that the source gives. */
export function sharedResults(near: readonly ParsedNumber[], far: readonly ParsedNumber[]): number[] {
  const shares = distinct(far.filter(({ unit, value }) => unit !== 'plain' && value !== 0).map(amount));
  const results: number[] = [];
  for (const { unit, value, power } of near) {
    if (unit !== 'plain' || value === 0) continue;
    const bare = Math.abs(value) / 10 ** power;
    for (const share of shares) {
      results.push(bare * share, bare * (1 - share));
      if (power !== 0) results.push(Math.abs(value) * share, Math.abs(value) * (1 - share));
    }
  }
  return results;
}

/** `0.94`, then `3.94 years`: whole ones and a known fraction. */
export function wholeAndFraction(number: ParsedNumber, others: readonly ParsedNumber[]): number[] {
  if (number.unit !== 'plain' || number.decimals === 0 || Math.abs(number.value) < 1) return [];
  const fractions = others.filter(({ unit, value }) => unit === 'plain' && Math.abs(value) < 1);
  return fractions.map(({ value }) => Math.floor(Math.abs(number.value)) + Math.abs(value));
}

const LONGEST_TERM = 12;
const HIGHEST_RATE = 0.3;

/** What factor tables give for the rates beside a number: growth, discount, and the present and future value of an annuity. */
export function factorResults(others: readonly ParsedNumber[]): number[] {
  const results: number[] = [];
  const rates = others.filter(({ unit }) => unit !== 'plain').map(amount);
  for (const rate of distinct(rates).filter((own) => own > 0 && own <= HIGHEST_RATE)) {
    for (let term = 2; term <= LONGEST_TERM; term++) {
      const growth = (1 + rate) ** term;
      results.push(growth, 1 / growth, (1 - 1 / growth) / rate, (growth - 1) / rate);
    }
  }
  return results;
}
