/** Generated answers with known truth: the scorer may err on fewer than one in two hundred. */

import { expect, it } from 'vitest';
import type { UnitConvention } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { scoreNumber } from './score-number.ts';

interface Pair {
  answer: string;
  value: number;
  unit: UnitConvention;
  correct: boolean;
}

const withCommas = (digits: string): string => {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

const sentences = [
  (number: string) => number,
  (number: string) => `\\boxed{${number.replace('%', '\\%').replace('$', '\\$')}}`,
  (number: string) => `The answer is ${number}.`,
  (number: string) => `In 2019, the change was ${number}`,
  (number: string) => `答案是${number}`,
  (number: string) => `5,829 - 17 = 3.5; so the result is ${number}`,
  (number: string) => `**${number}**`,
];

/** Digits of `magnitude` to `decimals` places, moved by `off` units of the last place. */
const printed = (magnitude: number, decimals: number, off: number): string =>
  (Math.round(magnitude * 10 ** decimals + off) / 10 ** decimals).toFixed(decimals);

function percentPair(random: Random): Pair {
  const unit: UnitConvention = random.chance(0.5) ? 'decimal' : 'percent';
  const percent = random.int(1000, 9_999_999) / 100_000;
  const sign = random.chance(0.4) ? -1 : 1;
  const value = Number(((sign * percent) / (unit === 'decimal' ? 100 : 1)).toFixed(7));
  const decimals = random.int(0, 2) + (percent < 1 ? 2 : percent < 10 ? 1 : 0);
  const fault = random.chance(0.5) ? random.pick(['digit', 'sign', 'hundred'] as const) : null;
  const digits = printed(percent, decimals, fault === 'digit' ? random.pick([-3, -2, 2, 3]) : 0);
  const minus = sign < 0 !== (fault === 'sign');
  const mark = random.pick(['%', ' %', ' percent', '个百分点']);
  if (fault === 'hundred') {
    const answer = unit === 'decimal' ? digits : `${(percent / 100).toFixed(decimals + 2)}`;
    return { answer: `${minus ? '-' : ''}${answer}`, value, unit, correct: false };
  }
  const style = minus && !mark.includes('个') ? random.pick(['-', '−', '()']) : minus ? '-' : '';
  const answer = style === '()' ? `(${digits}${mark})` : `${style}${digits}${mark}`;
  return { answer, value, unit, correct: fault === null };
}

function moneyPair(random: Random): Pair {
  const [word, power] = random.pick([
    ['', 0],
    [' thousand', 3],
    [' million', 6],
    ['m', 6],
    [' billion', 9],
    ['bn', 9],
    ['万元', 4],
    ['亿元', 8],
  ] as const);
  const mantissa = random.int(1001, 9_999_999) / 1000;
  const value = Math.round(mantissa * 10 ** (power + 3)) / 1000;
  const fault = random.chance(0.5)
    ? random.pick(power === 0 ? (['digit', 'sign'] as const) : (['digit', 'sign', 'scale'] as const))
    : null;
  const decimals = random.int(1, 2);
  const digits = printed(mantissa, decimals, fault === 'digit' ? random.pick([-2, 2]) : 0);
  const number = random.chance(0.5) ? withCommas(digits) : digits;
  const currency = word.endsWith('元') ? '' : random.pick(['', '$', '$ ', 'US$', '€', 'USD ']);
  const scale = fault === 'scale' ? (power === 9 ? ' million' : ' billion') : word;
  return {
    answer: `${fault === 'sign' ? '-' : ''}${currency}${number}${scale}`,
    value,
    unit: 'plain',
    correct: fault === null,
  };
}

it('2,000 generated answers are scored with an error below 0.5 %', () => {
  const random = Random.derive(20250316, 'score-property');
  const errors: unknown[] = [];
  for (let i = 0; i < 2000; i++) {
    const { answer, value, unit, correct } = random.chance(0.5) ? percentPair(random) : moneyPair(random);
    const text = random.pick(sentences)(answer);
    const outcome = scoreNumber(text, { kind: 'number', value, unit, tolerance: 0 });
    if (outcome.verdict !== (correct ? 'correct' : 'wrong'))
      errors.push({ text, value, unit, correct, outcome });
  }
  expect(errors.length, JSON.stringify(errors.slice(0, 8), null, 1)).toBeLessThan(10);
});
