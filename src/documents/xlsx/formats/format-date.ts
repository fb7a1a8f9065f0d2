/** A day number of a workbook as a date format prints it. */

import type { Section, Token } from './section.ts';

const MS_A_DAY = 86_400_000;
/** The day before day 1, so that day 61 is 1 March 1900: the calendar has a 29 February 1900 that never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const BEFORE_MARCH_1900 = 60;
const DAYS_TO_1904 = 1462;
/** The end of the year 9999. */
const LAST_DAY = 2_958_466;

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const chineseDays = ['日', '一', '二', '三', '四', '五', '六'];

/** Null for what is no day of the calendar: a sheet shows `####` there. */
export function formatDate(serial: number, { tokens }: Section, countsFrom1904: boolean): string | null {
  const days = countsFrom1904 ? serial + DAYS_TO_1904 : serial;
  if (!(days >= 0 && days < LAST_DAY)) return null;
  const hasFraction = tokens.some(({ kind }) => kind === 'point');
  const places = hasFraction ? tokens.filter(({ kind }) => kind === 'digit').length : 0;
  const step = 1000 / 10 ** Math.min(places, 3);
  const ms = Math.round((days * MS_A_DAY) / step) * step;
  const date = new Date(EPOCH + ms + (days < BEFORE_MARCH_1900 ? MS_A_DAY : 0));
  const hasHalves = tokens.some((token) => token.kind === 'date' && token.letters.includes('/'));
  return tokens
    .map((token, at) => {
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'elapsed') return elapsed(ms, token.letters);
      if (token.kind === 'date') return dateWord(date, lettersOf(tokens, at), hasHalves);
      if (token.kind === 'point') return places > 0 ? '.' : '';
      if (token.kind === 'digit') return fractionDigit(date, tokens, at);
      return token.kind === 'slash' ? '/' : token.kind === 'comma' ? ',' : '';
    })
    .join('');
}

/** The letters of token `at`, with `m` told apart: minutes beside hours or seconds, else months. */
function lettersOf(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  const letters = token?.kind === 'date' ? token.letters : '';
  if (letters.includes('/')) return letters;
  if (!/^m{1,2}$/i.test(letters)) return letters.toLowerCase();
  const clock = (other: Token | undefined): string | undefined =>
    other?.kind === 'date' || other?.kind === 'elapsed' ? other.letters[0]?.toLowerCase() : undefined;
  const before = clock(tokens.slice(0, at).findLast((other) => clock(other) !== undefined));
  const after = clock(tokens.slice(at + 1).find((other) => clock(other) !== undefined));
  return before === 'h' || after === 's' ? letters.toUpperCase() : letters.toLowerCase();
}

function dateWord(date: Date, letters: string, hasHalves: boolean): string {
  const padded = (number: number): string => String(number).padStart(Math.min(letters.length, 2), '0');
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const hours = date.getUTCHours();
  const name = months[month] ?? '';
  const weekday = weekdays[date.getUTCDay()] ?? '';
  if (letters.includes('/')) return halfOf(letters, hours < 12);
  switch (letters[0]) {
    case 'y':
    case 'b':
    case 'e':
      return letters[0] !== 'e' && letters.length <= 2 ? String(year % 100).padStart(2, '0') : String(year);
    case 'm':
      if (letters.length === 3) return name.slice(0, 3);
      if (letters.length === 5) return name.slice(0, 1);
      return letters.length > 3 ? name : padded(month + 1);
    case 'd':
      if (letters.length === 3) return weekday.slice(0, 3);
      return letters.length > 3 ? weekday : padded(date.getUTCDate());
    case 'a':
      return `${letters.length === 4 ? '星期' : ''}${chineseDays[date.getUTCDay()] ?? ''}`;
    case 'h':
      return padded(hasHalves ? hours % 12 || 12 : hours);
    case 'M':
      return padded(date.getUTCMinutes());
    default:
      return padded(date.getUTCSeconds());
  }
}

function halfOf(letters: string, isMorning: boolean): string {
  const [morning = '', afternoon = ''] = letters.split('/');
  return isMorning ? morning : afternoon;
}

/** `[h]`: all hours since day 0. */
function elapsed(ms: number, letters: string): string {
  const unit = { h: 3_600_000, m: 60_000, s: 1000 }[letters[0] ?? ''] ?? 1000;
  return String(Math.floor(ms / unit)).padStart(letters.length, '0');
}

function fractionDigit(date: Date, tokens: readonly Token[], at: number): string {
  const place = tokens.slice(0, at).filter(({ kind }) => kind === 'digit').length;
  return String(date.getUTCMilliseconds()).padStart(3, '0')[place] ?? '0';
}
