/**
 * Every number that a text says: digits as the number reader of `verify` reads them, words in English and Chinese, and signs such as ½.
 * A digit that belongs to no number that could be read is a number all the same (NaN): nothing numeric passes unseen.
 */

import { readNumbers } from '../../../verify/index.ts';
import type { ParsedNumber } from '../../../verify/index.ts';
import { chineseNumbers } from './chinese-numbers.ts';
import { englishNumbers } from './english-numbers.ts';
import type { Worded } from './english-numbers.ts';
import type { SpokenNumber, SpokenUnit } from './spoken-number.ts';

/** Numeric signs besides 0–9 and their full-width forms: ½, ①, Ⅳ, ², ٣. */
const SIGN = /[\p{N}--[0-9０-９〇]]/gv;
const DIGIT = /[0-9０-９]+/g;

/** All numbers of `text`, by place. `names` are products and goals, whose digits name and do not count. */
export function spokenNumbers(text: string, names: readonly string[] = []): SpokenNumber[] {
  const masked = withoutNames(text, names);
  const found: SpokenNumber[] = [];
  const isFree = (start: number, end: number): boolean =>
    !found.some((other) => start < other.end && other.start < end);
  const words = [...englishNumbers(masked), ...chineseNumbers(masked)];
  // 百分之十二 and 3成 hold digits of either kind; 12万 is read whole by the number reader.
  const isMixed = ({ start, end }: Worded): boolean => /[0-9]/.test(masked.slice(start, end));
  for (const word of words.filter(isMixed)) found.push(fromWords(masked, word));
  for (const number of readNumbers(masked)) {
    if (isFree(number.start, number.end)) found.push(fromDigits(masked, number));
  }
  for (const word of words.filter((one) => !isMixed(one))) {
    if (isFree(word.start, word.end)) found.push(fromWords(masked, word));
  }
  for (const match of [...masked.matchAll(SIGN), ...masked.matchAll(DIGIT)]) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (isFree(start, end)) found.push(unreadable(masked, start, end));
  }
  return found
    .map((one) => ({ ...one, raw: text.slice(one.start, one.end) }))
    .sort((a, b) => a.start - b.start);
}

function withoutNames(text: string, names: readonly string[]): string {
  let masked = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (name === '') continue;
    const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // A name inside of a longer word or number is another name.
    const whole = new RegExp(`(?<![A-Za-z0-9.,])${pattern}(?![A-Za-z0-9]|[.,]\\d)`, 'g');
    masked = masked.replace(whole, (found) => '\u25a1'.repeat(found.length));
  }
  return masked;
}

function unreadable(text: string, start: number, end: number): SpokenNumber {
  const raw = text.slice(start, end);
  return {
    ...{ start, end, raw, value: NaN, unit: 'other', currencies: [] },
    ...{ half: 0, isNegative: false, decimals: 0 },
  };
}

const PARSED_UNITS = {
  plain: 'plain',
  percent: 'percent',
  'percentage-points': 'percentage points',
  'basis-points': 'basis points',
} as const;

function fromDigits(text: string, number: ParsedNumber): SpokenNumber {
  const { start, value, decimals, power, currency } = number;
  const after = unitAfter(text, number.end);
  const isMoney = currency || after.currencies.length > 0;
  const plain = number.unit === 'plain';
  const unit = isMoney ? 'money' : plain ? after.unit : PARSED_UNITS[number.unit];
  // A number that is money and a share at once is neither.
  const isBoth = isMoney && (!plain || (after.unit !== 'plain' && after.unit !== 'money'));
  const end = plain && !currency ? after.end : number.end;
  return {
    ...{ start, end, raw: text.slice(start, end), value: isBoth ? NaN : value, unit },
    currencies: isMoney ? [...currenciesOf(number.raw), ...after.currencies] : [],
    ...{ half: 0.5 * 10 ** (power - decimals), isNegative: value < 0 || isNegated(text, start), decimals },
  };
}

function fromWords(text: string, { start, end: wordsEnd, value, kind, decimals }: Worded): SpokenNumber {
  const after = unitAfter(text, wordsEnd);
  const own: SpokenUnit | null =
    kind === 'share' ? 'percent' : kind === 'times' ? 'times' : kind === 'years' ? 'years' : null;
  const unit = own ?? (after.currencies.length > 0 ? 'money' : after.unit);
  return {
    ...{ start, end: own === null ? after.end : wordsEnd, raw: '', value, unit },
    currencies: own === null ? after.currencies : [],
    half: 0.5 * 10 ** -decimals,
    isNegative: isNegated(text, start),
    decimals,
  };
}

function isNegated(text: string, start: number): boolean {
  return /(?:\b(?:minus|negative)\s*|[负−-]\s*)$/i.test(text.slice(Math.max(0, start - 12), start));
}

const UNITS: readonly [RegExp, SpokenUnit][] = [
  [/^[\s-]*(?:percentage|per[ -]?cent)[ -]points?\b|^\s*个?百分点/i, 'percentage points'],
  [/^[\s-]*basis[ -]points?\b|^\s*个?基点/i, 'basis points'],
  [/^[\s-]*(?:percent|per cent|pct)\b|^\s*[%％]/i, 'percent'],
  [/^\s*(?:个月|[‐-]?months?\b)|^[\s-]+months?\b/i, 'months'],
  [/^\s*(?:年|岁)|^[\s-]*(?:years?|yrs?)\b/i, 'years'],
  [/^\s*倍|^\s?[x×](?![a-z0-9])|^[\s-]*(?:times|fold)\b/i, 'times'],
  [/^\s*(?:分(?!之|别|散|布|析|配|红)|级)|^[\s-]*(?:points?|marks)\b/i, 'points'],
  [/^\s*(?:[天周日]|季度|个季度|小时)|^[\s-]*(?:days?|weeks?|quarters?|decades?|hours?)\b/i, 'other'],
  [/^\s*折/, 'other'],
];

const CURRENCIES: readonly [RegExp, string[]][] = [
  [/^\s*(?:美元|us dollars?\b|usd\b)/i, ['USD']],
  [/^\s*(?:港元|港币|hkd\b)/i, ['HKD']],
  [/^\s*(?:欧元|euros?\b|eur\b|€)/i, ['EUR']],
  [/^\s*(?:日元|yen\b|jpy\b)/i, ['JPY']],
  [/^\s*(?:英镑|pounds?\b|gbp\b|£)/i, ['GBP']],
  [/^\s*(?:人民币|元|块|yuan\b|rmb\b|cny\b)/i, ['CNY']],
  [/^\s*dollars?\b/i, ['USD', 'HKD', 'AUD', 'CAD', 'SGD']],
  [/^\s*(?:chf|francs?)\b/i, ['CHF']],
];

function unitAfter(
  text: string,
  end: number,
): { unit: SpokenUnit; end: number; currencies: readonly string[] } {
  const rest = text.slice(end, end + 24);
  for (const [pattern, currencies] of CURRENCIES) {
    const found = pattern.exec(rest);
    if (found !== null) return { unit: 'money', end: end + found[0].length, currencies };
  }
  for (const [pattern, unit] of UNITS) {
    const found = pattern.exec(rest);
    if (found !== null) return { unit, end: end + found[0].length, currencies: [] };
  }
  return { unit: 'plain', end, currencies: [] };
}

/** Of `US$1,200`, `1.2万美元`: every currency that the print names. */
function currenciesOf(raw: string): string[] {
  const found: string[] = [];
  const add = (pattern: RegExp, ...codes: string[]): void => {
    if (pattern.test(raw)) found.push(...codes);
  };
  add(/(?:HK)\$|港[元币]|HKD/i, 'HKD');
  add(/NT\$/i, 'TWD');
  add(/(?<![A-Z])A\$/, 'AUD');
  add(/(?<![A-Z])C\$/, 'CAD');
  add(/(?:US)\$|(?<![A-Za-z])\$|美元|USD|us dollar/i, 'USD');
  add(/€|欧元|EUR/i, 'EUR');
  add(/£|英镑|GBP/i, 'GBP');
  add(/[¥￥]/, 'CNY', 'JPY');
  add(/日元|JPY/i, 'JPY');
  add(/人民币|(?<![美港欧日])元|RMB|CNY|yuan/i, 'CNY');
  if (found.length === 0 && /dollar/i.test(raw)) found.push('USD');
  return found;
}
