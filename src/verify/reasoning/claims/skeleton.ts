/**
 * The skeleton of a stretch of text: lower case, without markup, each number as `#` and each year as `@`, so that patterns of
 * words can be held against it: `subtracting $94 from **200** gives 106` is `subtracting # from # gives #`.
 */

import type { ParsedNumber } from '../../number.ts';
import { isLabel, isYear } from '../../number-role.ts';
import type { TraceText } from '../trace-text.ts';

export interface Skeleton {
  text: string;
  /** The numbers that `#` stands for, in order. */
  numbers: ParsedNumber[];
}

const MARKUP = /[*_`#@$"“”‘’'\\[\]{}]+/g;
/** Any white space but a single blank. */
const SPACE = /[^\S ]\s*| \s+/g;

export function skeletonOf(
  { text, numbers }: TraceText,
  start: number,
  end: number,
  first: number,
  next: number,
): Skeleton {
  let skeleton = '';
  let at = start;
  const own: ParsedNumber[] = [];
  for (let index = first; index < next; index++) {
    const number = withoutListMark(text, numbers[index] as ParsedNumber);
    skeleton += plain(text.slice(at, number.start));
    if (isYear(number)) skeleton += '@';
    else if (isLabel(text, number) || isListMark(text, number)) skeleton += '~';
    else {
      skeleton += '#';
      own.push(number);
    }
    at = number.end;
  }
  return { text: skeleton + plain(text.slice(at, end)), numbers: own };
}

const BRACKETED = /^[(（]\d{1,2}[)）]$/;
const LINE_BEFORE = /(?:^|\n)[\s*_]*$/;

/** `(1)` at the beginning of a line. */
function isListMark(text: string, { raw, start }: ParsedNumber): boolean {
  return BRACKETED.test(raw) && LINE_BEFORE.test(text.slice(Math.max(0, start - 8), start));
}

/** `- 867,558` at the beginning of a line is a point of a list, not a negative number. */
function withoutListMark(text: string, number: ParsedNumber): ParsedNumber {
  if (number.value >= 0 || !text.startsWith('- ', number.start)) return number;
  if (!LINE_BEFORE.test(text.slice(Math.max(0, number.start - 8), number.start))) return number;
  const [value, digits] = [-number.value, number.digits.replace('-', '')];
  return { ...number, value, digits, raw: number.raw.slice(2), start: number.start + 2 };
}

function plain(text: string): string {
  return text.replace(MARKUP, '').replace(SPACE, ' ').toLowerCase();
}

/** The numbers within a match of a pattern. */
export function matched({ text, numbers }: Skeleton, found: RegExpExecArray): ParsedNumber[] {
  const before = countNumbers(text, 0, found.index);
  return numbers.slice(before, before + countNumbers(found[0], 0, found[0].length));
}

function countNumbers(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('#', from); at >= 0 && at < to; at = text.indexOf('#', at + 1)) count++;
  return count;
}
