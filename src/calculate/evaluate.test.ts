import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { evaluate } from './evaluate.ts';
import { refusal } from './test-refusal.ts';

const value = (expression: string) => evaluate.run({ expression }).value;

/** A random expression of + − ×, with its value as a whole number of units of 10^-places. */
function draw(random: Random, depth: number): { text: string; units: bigint; places: number } {
  if (depth === 0 || random.chance(0.2)) {
    const units = random.int(0, 999_999);
    const digits = String(units).padStart(3, '0');
    return { text: `${digits.slice(0, -2)}.${digits.slice(-2)}`, units: BigInt(units), places: 2 };
  }
  const [a, b] = [draw(random, depth - 1), draw(random, depth - 1)];
  const operator = random.pick(['+', '-', '*']);
  const text = `(${a.text}) ${operator} (${b.text})`;
  if (operator === '*') return { text, units: a.units * b.units, places: a.places + b.places };
  const places = Math.max(a.places, b.places);
  const [left, right] = [a, b].map((each) => each.units * 10n ** BigInt(places - each.places)) as [
    bigint,
    bigint,
  ];
  return { text, units: operator === '+' ? left + right : left - right, places };
}

function written(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}

describe('evaluate', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['1/3*3 - 1', '0'],
    ['1/3 + 1/6 + 1/2', '1'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 4 - 3', '3'],
    ['100 / 10 / 5', '2'],
    ['2^3^2', '512'],
    ['-2^2', '-4'],
    ['(-2)^2', '4'],
    ['(-2)^3', '-8'],
    ['2^-2', '0.25'],
    ['--3 - -2', '5'],
    ['+5', '5'],
    ['0^0', '1'],
    ['.5 + 1', '1.5'],
    ['1,234,567.89 - 1,234,567', '0.89'],
    ['(1,250 − 1,000) ÷ 1,000 × 100', '25'],
    ['3 · 4', '12'],
    ['50%', '0.5'],
    ['50%^2', '0.25'],
    ['200 + 10%', '200.1'],
    ['200 * (1 + 10%)', '220'],
    ['50%%', '0.005'],
    ['1.05^10', '1.62889462677744140625'],
    ['1.21^0.5', '1.1'],
    ['8^(1/3)', '2'],
    ['4^-0.5', '0.5'],
    ['1^99999', '1'],
    ['-0', '0'],
    ['123456789 * 987654321', '121932631112635269'],
    ['2^100', '1267650600228229401496703205376'],
  ])('%s = %s, exactly', (expression, expected) => {
    expect(evaluate.run({ expression })).toEqual({
      value: expected,
      digits: 'exact',
      unit: 'number',
      formula: expression,
    });
  });

  it.each([
    ['2/3', '0.66666666666666666667'],
    ['2^0.5', '1.4142135623730950488'],
    ['2^0.5*2^0.5', '2'],
    // 1/7 of 10^30, in decimals of no end.
    ['10^30/7', '142857142857142857140000000000'],
    // Worked in fractions of Python: 8 % compounded daily, 6.25 % monthly for 30 years.
    ['(1 + 8%/365)^365', '1.083277571792806973'],
    ['(1 + 0.0625/12)^360', '6.4891663808613659827'],
    ['(-1.0000001)^1001', '-1.0001001050051666707'],
    ['10^61 + 10^-61', '1e+61'],
    ['(1 + 10^-90) * 1', '1'],
  ])('%s ≈ %s, and says so', (expression, expected) => {
    expect(evaluate.run({ expression })).toMatchObject({ value: expected, digits: '20 significant digits' });
  });

  it('agrees with whole numbers of units for any sum and product', () => {
    const random = Random.derive(51, 'evaluate');
    for (let i = 0; i < 200; i++) {
      const { text, units, places } = draw(random, 2);
      expect(value(text)).toBe(written(units, places));
    }
  });

  it.each<[string, string]>([
    ['1 +', 'expression has "the end" at character 4; expected a number or "("'],
    ['(1 + 2', 'expression has "the end" at character 7; expected an operator or ")"'],
    ['1 + 2)', 'expression has ")" at character 6; expected an operator or the end'],
    ['2 3', 'expression has "3" at character 3; expected an operator or the end'],
    ['2(3)', 'expression has "(" at character 2; expected an operator or the end'],
    ['1 * / 2', 'expression has "/" at character 5; expected a number or "("'],
    ['()', 'expression has ")" at character 2; expected a number or "("'],
    ['   ', 'expression has "the end" at character 4; expected a number or "("'],
    ['sqrt(2)', 'expression has "s" at character 1; expected numbers, + - * / ^ % and parentheses only'],
    ['$5', 'expression has "$" at character 1; expected numbers, + - * / ^ % and parentheses only'],
    ['1e5', 'expression has "e" at character 2; expected numbers, + - * / ^ % and parentheses only'],
    [
      '1,23',
      'expression has "," at character 2; expected commas only between groups of three digits, as in 1,234,567.89',
    ],
    [
      '1234,567',
      'expression has "," at character 5; expected commas only between groups of three digits, as in 1,234,567.89',
    ],
    [
      '1,234,56',
      'expression has "," at character 2; expected commas only between groups of three digits, as in 1,234,567.89',
    ],
    ['1.2.3', 'expression has ".3" at character 4; expected an operator or the end'],
    ['1 / (2 - 2)', 'expression has "/" at character 3; expected no division by zero'],
    ['0^-1', 'expression has "^" at character 2; expected no division by zero'],
    [
      '(-8)^(1/3)',
      'expression has "^" at character 5; expected a base that is not negative for a broken exponent',
    ],
    [
      '9^9^9',
      'expression has a value beyond 1e500 or nearer to 0 than 1e-500 on the way; expected smaller powers',
    ],
    [
      `${'9^999*'.repeat(6)}1`,
      'expression has a value beyond 1e500 or nearer to 0 than 1e-500 on the way; expected smaller powers',
    ],
    [
      `${'('.repeat(65)}1${')'.repeat(65)}`,
      'expression has "1" at character 66; expected at most 64 parentheses and powers inside one another',
    ],
    ['constructor', 'expression has "c" at character 1; expected numbers, + - * / ^ % and parentheses only'],
  ])('refuses %j', (expression, message) => {
    expect(refusal(evaluate, { expression })).toBe(message);
  });

  it('refuses what is no expression', () => {
    expect(refusal(evaluate, { expression: '' })).toBe(
      'expression is ""; expected a string such as "(1,250 - 1,000) / 1,000"',
    );
    expect(refusal(evaluate, { expression: 5 })).toBe(
      'expression is 5; expected a string such as "(1,250 - 1,000) / 1,000"',
    );
    expect(refusal(evaluate, { expression: '1+'.repeat(600) })).toMatch(
      /; expected at most 1000 characters$/,
    );
  });
});
