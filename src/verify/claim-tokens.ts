/**
 * Cuts a trace into the tokens of its arithmetic: numbers, operators (also in words), brackets, equal signs, and breaks
 * where ordinary text stands between. Notes in brackets behind a number, `5,829 (2019)`, and list marks are dropped.
 */

import { cleanText } from './clean-text.ts';
import type { Operator } from './expression.ts';
import { readNumbers } from './number.ts';
import type { ParsedNumber } from './number.ts';
import { isYear } from './number-role.ts';

interface Position {
  /** Where the token stands in the original text. */
  start: number;
  end: number;
}

export type ClaimToken = Position &
  (
    | { kind: 'number'; number: ParsedNumber }
    | { kind: 'operator'; operator: Operator }
    | { kind: 'open' }
    | { kind: 'close' }
    | { kind: 'equals'; approximate: boolean; word: boolean }
    | { kind: 'break' }
  );

const SYMBOLS: Record<string, Operator> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '×': '*',
  '·': '*',
  '∗': '*',
  '/': '/',
  '÷': '/',
  '^': '^',
};
const WORDS: Record<string, Operator> = {
  ...{ plus: '+', minus: '-', times: '*', 'multiplied by': '*', 'divided by': '/' },
  ...{ 加: '+', 加上: '+', 减: '-', 减去: '-', 乘: '*', 乘以: '*', 除以: '/' },
};
const SUPERSCRIPTS: Record<string, string> = { '²': '2', '³': '3' };
const WORD = /(?:multiplied by|divided by|[A-Za-z]+)|加上|减去|乘以|除以|等于|大约|约为|[加减乘是为约]/y;
const EQUAL_WORDS = new Set(['is', 'equals', 'equal', 'gives', 'yields', '等于', '是', '为', '约为']);
const ABOUT_WORDS = new Set(['approximately', 'about', 'around', 'roughly', 'approx', 'to', '大约', '约']);
const LETTER = /[A-Za-z\u4e00-\u9fff]/;
const OPERATION = /[+*/×÷^]|\s-\s/;
const MAX_NOTE = 60;
const DATE_OR_RANGE = /[-/](\d{1,4})(?:[-/](\d{1,4}))?(?![\d.,]*\d|%)/y;

export function claimTokens(original: string): ClaimToken[] {
  const clean = cleanText(original);
  const text = clean.text;
  const tokens: ClaimToken[] = [];
  const add = (token: ClaimToken): void => {
    if (token.kind !== 'break' || tokens.at(-1)?.kind !== 'break') tokens.push(token);
  };
  let newline = true;

  const gap = (from: number, to: number): number => {
    let at = from;
    while (at < to) {
      const end = gapToken(at, to);
      if (end > to) return end;
      at = end;
    }
    return at;
  };

  const gapToken = (at: number, to: number): number => {
    const character = text.charAt(at);
    const place = (length: number): Position => ({ start: clean.startOf(at), end: clean.endOf(at + length) });
    const last = tokens.at(-1);
    if (character === '\n') {
      newline = true;
      return at + 1;
    }
    if (/[\s$~_]/.test(character)) return at + 1;
    if (character === '=' || character === '≈' || character === '≃' || character === '≅') {
      newline = false;
      if (text.charAt(at + 1) === '>') add({ kind: 'break', ...place(2) });
      else if (last?.kind !== 'equals') {
        const approximate = character !== '=' || text.charAt(at - 1) === '~';
        add({ kind: 'equals', approximate, word: false, ...place(1) });
      } else if (character !== '=') last.approximate = true;
      return at + 1;
    }
    if (text.startsWith('**', at)) {
      if (!/[\d)]/.test(text.charAt(at - 1)) || !/[\d(]/.test(text.charAt(at + 2))) return at + 2;
      add({ kind: 'operator', operator: '^', ...place(2) });
      return at + 2;
    }
    if (newline) {
      newline = false;
      if (last !== undefined && last.kind !== 'equals') add({ kind: 'break', ...place(0) });
      if (/[-*+•]/.test(character) && text.charAt(at + 1) === ' ') {
        add({ kind: 'break', ...place(1) });
        return at + 1;
      }
    }
    const symbol = SYMBOLS[character];
    if (symbol !== undefined) {
      DATE_OR_RANGE.lastIndex = last?.kind === 'number' ? at : text.length;
      const joins = DATE_OR_RANGE.exec(text);
      if (joins !== null && last?.kind === 'number' && isDateOrRange(last.number, joins)) {
        tokens.pop();
        add({ kind: 'break', ...place(joins[0].length) });
        return at + joins[0].length;
      }
      add({ kind: 'operator', operator: symbol, ...place(1) });
      return at + 1;
    }
    const superscript = SUPERSCRIPTS[character];
    if (superscript !== undefined) {
      const [two] = readNumbers(superscript);
      add({ kind: 'operator', operator: '^', ...place(0) });
      if (two !== undefined) add({ kind: 'number', number: two, ...place(1) });
      return at + 1;
    }
    if (character === '(' || character === '[') {
      const note = last?.kind === 'number' || last?.kind === 'close' ? noteEnd(text, at) : -1;
      if (note >= 0) return note;
      add({ kind: 'open', ...place(1) });
      return at + 1;
    }
    if (character === ')' || character === ']') {
      add({ kind: 'close', ...place(1) });
      return at + 1;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word === undefined || at + word.length > to) {
      add({ kind: 'break', ...place(1) });
      return at + 1;
    }
    const end = at + word.length;
    const lower = word.toLowerCase();
    const operator = WORDS[lower];
    const factor = lower === 'x' && (last?.kind === 'number' || last?.kind === 'close');
    const share = lower === 'of' && last?.kind === 'number' && last.number.unit === 'percent';
    if (operator !== undefined || factor || share) {
      add({ kind: 'operator', operator: operator ?? '*', ...place(word.length) });
    } else if (ABOUT_WORDS.has(lower) && last?.kind === 'equals') {
      if (lower !== 'to') last.approximate = true;
    } else if (EQUAL_WORDS.has(lower) && (last?.kind === 'number' || last?.kind === 'close')) {
      add({ kind: 'equals', approximate: lower === '约为', word: true, ...place(word.length) });
    } else add({ kind: 'break', ...place(word.length) });
    return end;
  };

  let at = 0;
  for (const number of readNumbers(text, { signs: false })) {
    if (number.start < at) continue;
    at = gap(at, number.start);
    if (at > number.start) continue;
    const start = clean.startOf(number.start);
    const end = clean.endOf(number.end);
    if (newline && tokens.length > 0 && tokens.at(-1)?.kind !== 'equals')
      add({ kind: 'break', start, end: start });
    newline = false;
    add({ kind: 'number', number, start, end });
    at = number.end;
  }
  gap(at, text.length);
  return tokens;
}

/** `2019-2020`, `2019-12-31`, `12/31/2019`, with `joins` what follows the first number. */
function isDateOrRange(first: ParsedNumber, joins: RegExpExecArray): boolean {
  const [, next = '', third] = joins;
  if (isYear(first)) return joins[0].startsWith('-') && (/^(?:19|20)\d\d$/.test(next) || Number(next) <= 12);
  return (
    joins[0].startsWith('/') &&
    /^(?:19|20)?\d\d$/.test(third ?? '') &&
    first.value <= 31 &&
    Number(next) <= 31
  );
}

/** The end of a bracket that only annotates the number before it, `(2019)` or `(revenue)`; -1 where it calculates. */
function noteEnd(text: string, open: number): number {
  const close = text.slice(open, open + MAX_NOTE).search(/[)\]\n]/);
  if (close < 0 || text.charAt(open + close) === '\n') return -1;
  const content = text.slice(open + 1, open + close);
  const annotates =
    !content.includes('=') && !content.includes('(') && (LETTER.test(content) || !OPERATION.test(content));
  return annotates ? open + close + 1 : -1;
}
