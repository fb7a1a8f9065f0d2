/**
 * Reads the numbers of a text, typed: `14.5%`, `80 bps`, `$1,234.5`, `(3.2)`, `-$5`, `1.2 million`, `1.2亿元`,
 * `10个百分点`, `1.2e6`, LaTeX and full-width forms. Nothing is decided here: which number of a sentence is the answer
 * is for `extract-number.ts`, what a percent sign means for a reference is for `score-number.ts`.
 *
 * `5‰` is half a percent. Not read: numbers spelled out (`five`, `三百`), continental separators (`1.234,56`), blanks between thousands.
 */

import { cleanText } from './clean-text.ts';
import { readClosing, readCurrency, readPrefix, readScale, readUnit } from './number-affixes.ts';
import type { NumberUnit, Prefix } from './number-affixes.ts';

export type { NumberUnit } from './number-affixes.ts';

export interface ParsedNumber {
  /** The number in its own unit with its scale word applied: 14.5 for `14.5%`, 1200000 for `$1.2 million`. */
  value: number;
  unit: NumberUnit;
  /** The printed digits with sign and without separators, e.g. `-1234.50`: exact where `value` is not. */
  digits: string;
  /** Digits printed after the decimal point. */
  decimals: number;
  /** Digits printed from the first that is not zero; 0 for a printed zero. */
  significant: number;
  /** The scale word as a power of ten: 6 for `million`; `digits` times ten to this power is the value. */
  power: number;
  /** True when the scale is a word or letter, false for `1.2e6`. */
  scaleWord: boolean;
  currency: boolean;
  raw: string;
  /** Where `raw` begins in the text. */
  start: number;
  /** The index after `raw`. */
  end: number;
}

export interface ReadOptions {
  /** False leaves every minus sign and bracket alone, for text in which they are operators. */
  signs?: boolean;
}

const CORE = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/g;
const SUFFIX_STARTS = /[ \t%‰A-Za-z×*)\u4e00-\u9fff-]/;
const ENDS_IN_CHINESE_SCALE = /[万亿千]$/;

/** Every number of a text, in order. */
export function readNumbers(original: string, options: ReadOptions = {}): ParsedNumber[] {
  const clean = cleanText(original);
  const text = clean.text;
  const numbers: ParsedNumber[] = [];
  CORE.lastIndex = 0;
  let previousEnd = 0;
  for (let found = CORE.exec(text); found !== null; found = CORE.exec(text)) {
    const prefix = readPrefix(text, found.index, previousEnd, options.signs !== false);
    const adjacent = prefix !== null && previousEnd === prefix.start;
    previousEnd = found.index + found[0].length;
    if (prefix === null) continue;
    const span = readSuffix(text, found.index, previousEnd, prefix);
    previousEnd = span.end;
    CORE.lastIndex = span.end;
    const parsed = toNumber(found[0], span);
    parsed.start = clean.startOf(span.start);
    parsed.end = clean.endOf(span.end);
    parsed.raw = original.slice(parsed.start, parsed.end);
    const last = numbers.at(-1);
    if (adjacent && last !== undefined && continues(last, parsed)) {
      numbers[numbers.length - 1] = join(original, last, parsed);
    } else numbers.push(parsed);
  }
  return numbers;
}

interface Span extends Prefix {
  end: number;
  power: number;
  scaleWord: boolean;
  unit: NumberUnit;
}

function readSuffix(text: string, core: number, coreEnd: number, prefix: Prefix): Span {
  const span: Span = { ...prefix, end: coreEnd, power: 0, scaleWord: false, unit: 'plain' };
  if (coreEnd < text.length && SUFFIX_STARTS.test(text.charAt(coreEnd))) {
    readScaleAndUnit(text, span);
    const closing = span.bracket ? readClosing(text, span.end) : -1;
    if (closing >= 0) {
      span.negative = true;
      span.end = closing;
      readScaleAndUnit(text, span);
    } else if (span.bracket) span.start = text.lastIndexOf('(', core) + 1;
    const currencyEnd = readCurrency(text, span.end);
    span.currency ||= currencyEnd > span.end;
    span.end = currencyEnd;
  } else if (span.bracket) span.start = text.lastIndexOf('(', core) + 1;
  if (span.unit === 'plain' && text.startsWith('百分之', span.start - 3)) {
    span.unit = 'percent';
    span.start -= 3;
  }
  return span;
}

function readScaleAndUnit(text: string, span: Span): void {
  if (text.charAt(span.end) === '‰' && span.unit === 'plain' && span.power === 0) {
    Object.assign(span, { power: -1, scaleWord: true, unit: 'percent', end: span.end + 1 });
    return;
  }
  if (span.power === 0) {
    const scale = readScale(text, span.end);
    span.power = scale.power;
    span.scaleWord = scale.word;
    span.end = scale.end;
  }
  if (span.unit === 'plain') {
    const unit = readUnit(text, span.end);
    span.unit = unit.unit;
    span.end = unit.end;
  }
}

function toNumber(core: string, span: Span): ParsedNumber {
  const unsigned = core.includes(',') ? core.replaceAll(',', '') : core;
  const point = unsigned.indexOf('.');
  const digits = span.negative ? `-${unsigned}` : unsigned;
  // `1.2e6` read as text is exact; 1.2 * 1e6 need not be.
  const value = Number(span.power === 0 ? digits : `${digits}e${span.power}`);
  return {
    value,
    unit: span.unit,
    digits,
    decimals: point < 0 ? 0 : unsigned.length - point - 1,
    significant: value === 0 ? 0 : significantOf(unsigned, point),
    power: span.power,
    scaleWord: span.scaleWord,
    currency: span.currency,
    raw: '',
    start: 0,
    end: 0,
  };
}

function significantOf(unsigned: string, point: number): number {
  const first = unsigned.charAt(0);
  if (first !== '0' && first !== '.') return unsigned.length - (point < 0 ? 0 : 1);
  return unsigned.replace('.', '').replace(/^0+/, '').length;
}

/** `1亿2000万` is one number: a scaled part and, right behind it, a smaller one. */
function continues(last: ParsedNumber, next: ParsedNumber): boolean {
  return (
    next.power < last.power &&
    next.decimals === 0 &&
    next.value >= 0 &&
    next.value < 10 ** last.power &&
    ENDS_IN_CHINESE_SCALE.test(last.raw)
  );
}

function join(original: string, last: ParsedNumber, next: ParsedNumber): ParsedNumber {
  const value = last.value < 0 ? last.value - next.value : last.value + next.value;
  const digits = String(value / 10 ** next.power);
  return {
    ...next,
    value,
    digits,
    significant: digits.replace('-', '').length,
    currency: last.currency || next.currency,
    raw: original.slice(last.start, next.end),
    start: last.start,
  };
}

/** Half a unit of the last printed digit, in the number's own unit: how far a number that prints alike can be away. */
export function halfUnit(number: ParsedNumber): number {
  return 0.5 * 10 ** (number.power - number.decimals);
}

const FRACTIONS: Record<NumberUnit, number> = {
  plain: 1,
  percent: 1e-2,
  'percentage-points': 1e-2,
  'basis-points': 1e-4,
};

/** What one of a unit is as a fraction of one: 0.01 for percent. */
export function unitFactor(unit: NumberUnit): number {
  return FRACTIONS[unit];
}
