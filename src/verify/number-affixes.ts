/** What may stand around the digits of a number: sign, currency and accounting bracket before, scale word and unit after. */

export type NumberUnit = 'plain' | 'percent' | 'percentage-points' | 'basis-points';

export interface Prefix {
  start: number;
  negative: boolean;
  /** An opening bracket that makes the number negative once it is closed. */
  bracket: boolean;
  currency: boolean;
}

const SCALE_WORD =
  /[ \t]{0,2}(?:-?(thousand|million|billion|trillion)s?|(mn|mln|mm|bn|bln|tn|trn))(?![A-Za-z])|([kKmMbBT])(?![A-Za-z0-9])|[ \t]?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米])|百(?!分))/iy;
const EXPONENT = /[eE]([+-]?\d{1,3})(?!\w|\.\d)|\s?[×xX*]\s?10\s?\^\s?(?:(-?\d{1,3})|\((-?\d{1,3})\))/y;
const UNIT =
  /[ \t]{0,2}(?:(%[ \t-]?(?:点|pts?\b|points?\b)|个?百分点|percentage[ \t-]points?\b|ppts?\b|pps?\b)|(basis[ \t-]points?\b|bps?\b|个?基点)|(%|per[ \t]?cent(?:age)?\b|pct\b))/iy;
const CURRENCY_AFTER =
  /[ \t]?(?:元|美元|人民币|港元|港币|欧元|日元|英镑|(?:us |u\.s\. )?dollars?\b|yuan\b|euros?\b|usd\b|rmb\b|cny\b|eur\b|gbp\b|hkd\b)/iy;
const CURRENCY_BEFORE =
  /(?:(?:^|[^A-Za-z])(?:US|HK|NT|[ACS]))?[$€£¥￥₹]$|(?:USD|RMB|CNY|EUR|GBP|HKD|JPY|人民币)$/;
const CURRENCY_END = /[$€£¥￥₹DBYRP币]/;
const CLOSING = /[ \t]?\)/y;
const STATEMENT_BEFORE =
  /(?:^|[=:,;≈>\n为是约]|\b(?:is|was|are|were|of|to|by|at|about|equals|approximately))[\s*_"']*$/i;

const SCALE_POWERS: Record<string, number> = {
  ...{ thousand: 3, million: 6, billion: 9, trillion: 12, k: 3, m: 6, b: 9, t: 12 },
  ...{ mn: 6, mln: 6, mm: 6, bn: 9, bln: 9, tn: 12, trn: 12 },
  ...{ 百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12 },
};

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** An ASCII letter, digit or underscore: what makes digits part of a word. Chinese characters do not. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}

function currencyStart(text: string, end: number, floor: number): number {
  if (!CURRENCY_END.test(text.charAt(end - 1))) return end;
  const from = Math.max(floor, end - 4);
  const found = CURRENCY_BEFORE.exec(text.slice(from, end));
  if (found === null) return end;
  const extra = /^[^A-Za-z$€£¥￥₹人]/.test(found[0]) ? 1 : 0;
  return from + found.index + extra;
}

function skipSpaces(text: string, end: number, floor: number): number {
  let at = end;
  while (at > floor && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  return at;
}

/** True where a value is being stated: at the start, after `=`, `:`, `is`, and so on, but not behind another number. */
function isStatement(text: string, at: number, floor: number): boolean {
  const context = text.slice(Math.max(floor, at - 16), at);
  return (floor === 0 || context.trim() !== '') && STATEMENT_BEFORE.test(context);
}

/** A minus is a sign unless it joins (`2019-2020`, `A-5`) or subtracts from the number before it (`10 - 5`). */
function isSign(text: string, sign: number, floor: number, attached: boolean): boolean {
  if (sign === 0) return true;
  const before = text.charCodeAt(sign - 1);
  if (isWordCharacter(before) || before === 41 || before === 37 || before === 45) return false;
  if (!attached) return isStatement(text, sign, floor);
  return floor === 0 || text.slice(floor, sign).trim() !== '';
}

/**
 * Reads backwards from the digits at `core`, not further than `floor` (the end of the number before).
 * Null where the digits belong to a word, such as `Q1`.
 */
export function readPrefix(text: string, core: number, floor: number, signs: boolean): Prefix | null {
  const prefix: Prefix = { start: core, negative: false, bracket: false, currency: false };
  let signed = false;
  for (;;) {
    const end = skipSpaces(text, prefix.start, floor);
    if (end <= floor) break;
    const before = text.charAt(end - 1);
    const currency = prefix.currency ? end : currencyStart(text, end, floor);
    if (currency < end) {
      prefix.currency = true;
      prefix.start = currency;
    } else if (signs && !signed && (before === '-' || before === '+')) {
      const attached = end === prefix.start || prefix.bracket || prefix.currency;
      if (!isSign(text, end - 1, floor, attached)) break;
      signed = true;
      prefix.negative = before === '-';
      prefix.start = end - 1;
    } else if (signs && !prefix.bracket && before === '(') {
      const outer = skipSpaces(text, end - 1, floor);
      if (
        signed ||
        !(
          currencyStart(text, outer, floor) < outer ||
          text.charAt(outer - 1) === '-' ||
          isStatement(text, end - 1, floor)
        )
      )
        break;
      prefix.bracket = true;
      prefix.start = end - 1;
    } else break;
  }
  if (prefix.start === core && core > 0) {
    const before = text.charCodeAt(core - 1);
    if (isWordCharacter(before) || before === 35) return null;
  }
  return prefix;
}

/** The power of ten that a scale word, `e6` or `× 10^6` multiplies by. */
export function readScale(text: string, at: number): { power: number; word: boolean; end: number } {
  const exponent = match(EXPONENT, text, at);
  if (exponent !== null) {
    return {
      power: Number(exponent[1] ?? exponent[2] ?? exponent[3]),
      word: false,
      end: at + exponent[0].length,
    };
  }
  const word = match(SCALE_WORD, text, at);
  if (word === null || word[3] === 't') return { power: 0, word: false, end: at };
  const name = (word[1] ?? word[2] ?? word[3] ?? word[4] ?? '').toLowerCase();
  return { power: SCALE_POWERS[name] ?? 0, word: true, end: at + word[0].length };
}

export function readUnit(text: string, at: number): { unit: NumberUnit; end: number } {
  const found = match(UNIT, text, at);
  if (found === null) return { unit: 'plain', end: at };
  const unit =
    found[1] !== undefined ? 'percentage-points' : found[2] !== undefined ? 'basis-points' : 'percent';
  return { unit, end: at + found[0].length };
}

/** Where a closing bracket at `at` ends; -1 without one. */
export function readClosing(text: string, at: number): number {
  const closing = match(CLOSING, text, at);
  return closing === null ? -1 : at + closing[0].length;
}

/** Where a currency name at `at` ends; `at` itself without one. */
export function readCurrency(text: string, at: number): number {
  return at + (match(CURRENCY_AFTER, text, at)?.[0].length ?? 0);
}
