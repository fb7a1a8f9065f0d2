/** A figure as it is printed for a client: rounded so that it says neither more nor less than it should. */

import { toldValue } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';

const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', CNY: '¥' };
const NAMES: Readonly<Record<string, string>> = {
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  CNY: '元',
  HKD: '港元',
  JPY: '日元',
};

/** E.g. `12.3%`, `$1,234`, `8.6 months`, `8.6个月`. */
export function formatFigure(figure: Figure, language: Language): string {
  const { unit, currency } = figure;
  const value = toldValue(figure);
  switch (unit) {
    case 'fraction':
      return `${decimal(value * 100, digitsFor(value * 100, 1))}%`;
    case 'money':
      return money(value, currency ?? '', language);
    case 'years':
      return language === 'zh' ? `${decimal(value, 1)}年` : counted(value, 'year');
    case 'months':
      return language === 'zh' ? `${decimal(value, 1)}个月` : counted(value, 'month');
    case 'year':
      return language === 'zh' ? `${value.toFixed(0)}年` : value.toFixed(0);
    case 'ratio':
      return decimal(value, digitsFor(value, 2), true);
    case 'count':
    case 'score':
      return decimal(value, 1);
  }
}

function counted(value: number, noun: string): string {
  const text = decimal(value, 1);
  return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

/** More than `usual` where a small value would else print as a zero or lose more than a twentieth. */
function digitsFor(value: number, usual: number): number {
  if (value === 0) return usual;
  let digits = usual;
  const printed = (): number => Number(value.toFixed(digits));
  while (digits < 12 && Math.abs(printed() - value) > 0.05 * Math.abs(value)) digits++;
  // 99.96% must not be told as certainty.
  while (digits < 12 && printed() === 100 && value !== 100) digits++;
  return digits;
}

function money(value: number, currency: string, language: Language): string {
  const amount = decimal(Math.abs(value), Math.abs(value) >= 100 ? 0 : 2);
  const minus = value < 0 ? '-' : '';
  const name = NAMES[currency];
  if (language === 'zh')
    return name === undefined ? `${minus}${currency}${amount}` : `${minus}${amount}${name}`;
  const sign = SIGNS[currency];
  return sign === undefined ? `${minus}${currency} ${amount}` : `${minus}${sign}${amount}`;
}

/** Trailing zeros are kept with `fixed`, and where a point is printed at all of a percentage. */
function decimal(value: number, digits: number, fixed = false): string {
  const isWhole = !fixed && Number.isInteger(value);
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: digits,
  });
  // `-0` is no loss.
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}
