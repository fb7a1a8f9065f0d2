/**
 * Cuts a trace into the tokens of its arithmetic: numbers, operators (also in words), brackets, roots, equal signs, words that
 * stand between, and breaks. Notes in brackets behind a number, `5,829 (2019)`, and list marks are dropped; a function with its
 * brackets, `ln(1 + 5%)`, and a year beside a word, `2018 revenue`, count as words.
 */

import { cleanText } from '../../clean-text.ts';
import type { CleanText } from '../../clean-text.ts';
import type { Operator } from './expression.ts';
import { readNumbers } from '../../number.ts';
import type { ParsedNumber } from '../../number.ts';
import { isYear } from '../../number-role.ts';
import { CLAUSE_COMMA } from '../trace-text.ts';

interface Position {
  /** Where the token stands in the original text. */
  start: number;
  end: number;
}

export type ClaimToken = Position &
  /** `cutOff`: more digits follow that are not printed, `1.5666...`. */
  (
    | { kind: 'number'; number: ParsedNumber; cutOff?: boolean }
    | { kind: 'operator'; operator: Operator; listMark: boolean; word?: boolean }
    | { kind: 'open' }
    | { kind: 'close' }
    | { kind: 'equals'; approximate: boolean; word: boolean }
    | { kind: 'root' }
    /** Ordinary words (`leads`: up to `is`), which may name what is calculated with: units, row names, unknowns. */
    | { kind: 'words'; leads?: boolean }
    /** Punctuation or the end of a line. */
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
  ...{ plus: '+', minus: '-', less: '-', times: '*', 'multiplied by': '*', 'divided by': '/' },
  ...{ 加: '+', 加上: '+', 减: '-', 减去: '-', 乘: '*', 乘以: '*', 除以: '/' },
};
const SUPERSCRIPTS: Record<string, string> = { '²': '2', '³': '3' };
const RESULT_WORDS =
  'comes? (?:out )?(?:to|at)|works? out (?:to|at|as)|results? in|amounts? to|adds? up to|sums? to|gives us|we get|totals?';
const WORD = new RegExp(
  `(?:multiplied by|divided by|(?:${RESULT_WORDS})(?![A-Za-z])|[A-Za-z]+)|加上|减去|乘以|除以|约?等于|大约|约[为是]|得到|得出|[加减乘是为约得即]`,
  'y',
);
const SKIPPED = new Set(' \t\n\r\u00a0\u200b$~_&`');
/** Words that only contain the character of an operation: 减值, 加权 (but not 加权益), 增加. */
const COMPOUNDS =
  '[增追附参更递调缩削冲抵累相叠施外添扣免消剔删][加减乘除]|加(?:权(?!益)|总(?!额|成本|收入|资|价)|息(?!税)|计(?!提)|成(?!本)|工(?!资)|价(?!值)|起来|[快大强班盟速仓薪深剧重倍注油入])|' +
  '减(?:资(?!产|金|本)|产(?!品|值|成)|税(?!费|金|款|额|前|后)|计(?!提)|[值持少免排半仓轻弱缓速记亏征幅])|乘(?:数(?!量)|[积客])|除[税外非了息权]|' +
  '是否|为什么|为[何了准]|约[定束]|得[分知益以]|即[使便将]';
/** Chinese characters that begin no word of arithmetic. */
const PLAIN = new RegExp(`(?:${COMPOUNDS}|[\\u4e00-\\u9fff](?<![加减乘除等大是为约得就结]))+`, 'y');
const EQUAL_WORDS = new Set([
  'is',
  'equals',
  'equal',
  'gives',
  'gets',
  'yields',
  'makes',
  'leaves',
  ...['等于', '是', '为', '约为', '约是', '约等于', '约', '大约', '得', '得到', '得出', '即'],
]);
const RESULT_PHRASE = new RegExp(`^(?:${RESULT_WORDS})$`);
/** Words that end a calculation, as punctuation does. */
const JOINING = new Set(['and', 'or', 'but', 'so', 'then', 'while', 'whereas', 'which', 'if', 'because']);
const ABOUT_WORDS = new Set(['approximately', 'about', 'around', 'roughly', 'approx', 'to', '大约', '约']);
/** The Latin words that begin or are an operator, an equal sign or an end of a calculation; any other one is an ordinary word. */
const MEANING = new Set([
  ...'multiplied divided come comes work works result results amount amounts add adds sum sums'.split(' '),
  ...['gives', 'we', 'total', 'totals', 'sqrt', 'x', 'of'],
  ...[...Object.keys(WORDS), ...EQUAL_WORDS, ...JOINING, ...ABOUT_WORDS],
]);
const BLANK = 0x20;
const BRACKET = 0x28;
const FIRST_CHINESE = 0x4e00;
const GIVES =
  /[,\u201A] ?(?:(?:which|that|this) (?:is|gives|equals|makes|comes to|works out (?:to|at)|leaves)|giving|or(?= [$€£]?\d)|that['’]s|得到?|得出|结果[是为]?|约?等于|就是|即为?|约为?)(?![\u4e00-\u9fff])/y;
const LETTER = /[A-Za-z\u4e00-\u9fff]/;
const OPERATION = /[+*/×÷^]|\s-\s/;
const MAX_NOTE = 60;
/** `(1.02)(1.03)`. */
const FACTOR = /^\([\d.,%]+\)/;
/** Points behind a number without a unit are percentage points. */
const POINTS = /^ ?(?:points?|pts?|个点)(?![A-Za-z])/;
const EQUAL_SIGNS = new Set(['=', '≈', '≃', '≅']);
const LIST_MARKS = new Set(['-', '*', '+', '•']);
const STOP = /[.,;:!?。、\u201A|\n"'“”]/;
const YEAR_WORD_AFTER = /^[ \t]?(?:年|[A-Za-z]{2})/;
/** A number of four digits that is calculated with, `were 1930 / 8412`; two years or a dash behind a date are not. */
const CALCULATED_ON = /^ ?(?:[+*×÷^]|\/(?! ?\d\d(?![\d.,]))) ?(?!(?:19|20)\d\d(?![\d.,]))[\d$(]/;
/** `2100 less costs 1900 is`: what is behind an operator and before a result is calculated with, unless words of time say otherwise. */
const STATES_RESULT = /^ ?(?:[=≈]|等于|得|is\b|equals\b)/;
const TIME_BEFORE = /(?:\b(?:in|of|for|fiscal|fy|year|since|from|by|at|during|and|to)|[年在于至到自]) ?$/i;
const ELLIPSIS = /^(?:\.{2,}|…)/;
/** `4-period factor`, `30-day`. */
const COMPOUND_NUMBER = /^-[a-z]{2}/;
const DATE_OR_RANGE = /[-/](\d{1,4})(?:[-/](\d{1,4}))?(?![\d.,]*\d|%)/y;
const YEAR = /^(?:19|20)\d\d$/;
const YEAR_END = /^(?:19|20)?\d\d$/;
const AFTER_RANGE = /^\s*(?:([-+*/×÷^])|=\s*(\d+)(?![\d.,]*\d))/;

export function claimTokens(original: string): ClaimToken[] {
  return new Tokenizer(original).run();
}

class Tokenizer {
  readonly #clean: CleanText;
  readonly #text: string;
  readonly #tokens: ClaimToken[] = [];
  /** True until something stands on the present line. */
  #newline = true;

  constructor(original: string) {
    this.#clean = cleanText(original);
    this.#text = this.#clean.text;
  }

  run(): ClaimToken[] {
    let at = 0;
    for (const number of readNumbers(this.#text, { signs: false })) {
      at = this.#gap(at, number.start);
      if (at > number.start) continue;
      if (isYear(number) && this.#isLabel(number)) {
        this.#words(number.start, number.end);
        at = number.end;
        continue;
      }
      this.#startLine('');
      if (number.unit === 'plain' && POINTS.test(this.#text.slice(number.end, number.end + 9)))
        number.unit = 'percentage-points';
      const cutOff = ELLIPSIS.test(this.#text.slice(number.end, number.end + 3));
      this.#add({ kind: 'number', number, cutOff, ...this.#place(number.start, number.end) });
      at = number.end;
    }
    this.#gap(at, this.#text.length);
    return this.#tokens;
  }

  /** Reads from `at` to `to`, or past it where a note or a date takes the number there along. */
  #gap(at: number, to: number): number {
    while (at < to) at = this.#next(at, to);
    return at;
  }

  #next(at: number, to: number): number {
    const code = this.#text.charCodeAt(at);
    if (code === BLANK) return at + 1;
    if (isLatin(code)) {
      this.#startLine('');
      return this.#ordinary(at, to) ?? this.#word(at, to);
    }
    const character = this.#text.charAt(at);
    if (character === '\n') this.#newline = true;
    if (SKIPPED.has(character)) return at + 1;
    PLAIN.lastIndex = at;
    const plain = code >= FIRST_CHINESE ? (PLAIN.exec(this.#text)?.[0].length ?? 0) : 0;
    if (plain > 0) {
      this.#startLine('');
      const end = Math.min(at + plain, to);
      this.#words(at, end);
      return end;
    }
    if (EQUAL_SIGNS.has(character)) return this.#equals(at, character);
    if (this.#text.startsWith('**', at)) return this.#doubleStar(at);
    if (this.#startLine(character) && LIST_MARKS.has(character) && this.#text.charAt(at + 1) === ' ') {
      this.#break(at, at + 1);
      // A dash at the start of a line is a list mark, or else a sign: the reader of the claim tries both.
      if (character === '-') this.#operator('-', at, at + 1, true);
      return at + 1;
    }
    if (character === '√') {
      this.#add({ kind: 'root', ...this.#place(at, at + 1) });
      return at + 1;
    }
    if ((character === ',' || character === CLAUSE_COMMA) && this.#followsValue()) {
      GIVES.lastIndex = at;
      const gives = GIVES.exec(this.#text)?.[0];
      if (gives !== undefined) {
        this.#add({ kind: 'equals', approximate: false, word: true, ...this.#place(at, at + gives.length) });
        return at + gives.length;
      }
    }
    const symbol = SYMBOLS[character];
    if (symbol !== undefined) return this.#symbol(at, symbol);
    const superscript = SUPERSCRIPTS[character];
    if (superscript !== undefined) return this.#superscript(at, superscript);
    if (character === '(' || character === '[') {
      const factor = this.#text.charAt(at - 1) === ')' && FACTOR.test(this.#text.slice(at, at + 16));
      const note = this.#followsValue() && !factor ? noteEnd(this.#text, at) : -1;
      if (note < 0) this.#add({ kind: 'open', ...this.#place(at, at + 1) });
      return note < 0 ? at + 1 : note;
    }
    if (character === ')' || character === ']') {
      this.#add({ kind: 'close', ...this.#place(at, at + 1) });
      return at + 1;
    }
    return this.#word(at, to);
  }

  #place(from: number, to: number): Position {
    return { start: this.#clean.startOf(from), end: this.#clean.endOf(to) };
  }

  #add(token: ClaimToken): void {
    const last = this.#tokens.at(-1);
    if (token.kind !== 'break' || last?.kind !== 'break') this.#tokens.push(token);
  }

  #words(from: number, to: number, leads = false): void {
    const last = this.#tokens.at(-1);
    if (last?.kind === 'words') {
      last.end = this.#clean.endOf(to);
      last.leads = leads;
    } else this.#tokens.push({ kind: 'words', leads, ...this.#place(from, to) });
  }

  /** A year beside a word says which figure is meant; it is not calculated with. */
  #isLabel(year: ParsedNumber): boolean {
    const after = this.#text.slice(year.end, year.end + 12);
    if (YEAR_WORD_AFTER.test(after)) return true;
    const before = this.#text.slice(Math.max(0, year.start - 8), year.start);
    const named =
      this.#tokens.at(-2)?.kind === 'operator' && STATES_RESULT.test(after) && !TIME_BEFORE.test(before);
    return this.#tokens.at(-1)?.kind === 'words' && !named && !CALCULATED_ON.test(after);
  }

  #break(from: number, to: number): void {
    this.#add({ kind: 'break', ...this.#place(from, to) });
  }

  #operator(operator: Operator, from: number, to: number, listMark = false): void {
    this.#add({ kind: 'operator', operator, listMark, ...this.#place(from, to) });
  }

  #followsValue(): boolean {
    const kind = this.#tokens.at(-1)?.kind;
    return kind === 'number' || kind === 'close';
  }

  /** A new line ends what was before it, unless an equal sign stands on either side of the line's end. */
  #startLine(character: string): boolean {
    if (!this.#newline) return false;
    this.#newline = false;
    const last = this.#tokens.at(-1);
    if (last?.kind === 'equals') return false;
    if (last !== undefined && !EQUAL_SIGNS.has(character))
      this.#tokens.push({ kind: 'break', start: last.end, end: last.end });
    return true;
  }

  #equals(at: number, character: string): number {
    this.#startLine(character);
    const last = this.#tokens.at(-1);
    const approximate = character !== '=' || this.#text.charAt(at - 1) === '~';
    if (this.#text.charAt(at + 1) === '>') {
      this.#break(at, at + 2);
      return at + 2;
    }
    if (last?.kind === 'equals') last.approximate ||= approximate;
    else this.#add({ kind: 'equals', approximate, word: false, ...this.#place(at, at + 1) });
    return at + 1;
  }

  /** `1.05**3` is a power; elsewhere two stars are bold type. */
  #doubleStar(at: number): number {
    const isPower = /[\d)]/.test(this.#text.charAt(at - 1)) && /[\d(]/.test(this.#text.charAt(at + 2));
    if (isPower) this.#operator('^', at, at + 2);
    return at + 2;
  }

  #symbol(at: number, symbol: Operator): number {
    const last = this.#tokens.at(-1);
    if (last?.kind === 'number' && last.end === at && COMPOUND_NUMBER.test(this.#text.slice(at, at + 3))) {
      this.#tokens.pop();
      this.#words(last.start, at + 1);
      return at + 1;
    }
    if (last?.kind === 'number' && (symbol === '-' || symbol === '/')) {
      const end = dateOrRangeEnd(this.#text, at, last.number);
      if (end > at) {
        this.#tokens.pop();
        this.#break(at, end);
        return end;
      }
    }
    this.#operator(symbol, at, at + 1);
    return at + 1;
  }

  /** `100 less 20` subtracts; `less than 20` and `or less` do not. */
  #isNoOperator(word: string, end: number): boolean {
    return (
      word === 'less' &&
      (!this.#followsValue() || /^ (?:than|so|likely)/.test(this.#text.slice(end, end + 7)))
    );
  }

  #superscript(at: number, digit: string): number {
    this.#operator('^', at, at);
    for (const number of readNumbers(digit))
      this.#add({ kind: 'number', number, ...this.#place(at, at + 1) });
    return at + 1;
  }

  /** Where the words that mean nothing to arithmetic end, blanks between them included; null where none begins. */
  #ordinary(from: number, to: number): number | null {
    let end = -1;
    for (let at = from; at < to; at++) {
      const start = at;
      while (isLatin(this.#text.charCodeAt(at))) at++;
      const isOrdinary = at > start && at <= to && this.#text.charCodeAt(at) !== BRACKET;
      if (!isOrdinary || MEANING.has(this.#text.slice(start, at).toLowerCase())) break;
      end = at;
      if (this.#text.charCodeAt(at) !== BLANK) break;
    }
    if (end < 0) return null;
    this.#words(from, end);
    return end;
  }

  #word(at: number, to: number): number {
    WORD.lastIndex = at;
    const word = WORD.exec(this.#text)?.[0];
    const end = at + (word?.length ?? 1);
    if (word === undefined || end > to) {
      if (STOP.test(this.#text.charAt(at))) this.#break(at, at + 1);
      else this.#words(at, at + 1);
      return at + 1;
    }
    if (word === 'sqrt' && this.#text.charAt(end) === '(') {
      this.#add({ kind: 'root', ...this.#place(at, end) });
      return end;
    }
    if (/[a-z]$/i.test(word) && this.#text.charAt(end) === '(') {
      const close = noteEnd(this.#text, end, false);
      this.#words(at, Math.max(close, end));
      return Math.max(close, end);
    }
    const last = this.#tokens.at(-1);
    const lower = word.toLowerCase();
    if (JOINING.has(lower)) {
      this.#break(at, end);
      return end;
    }
    const factor = lower === 'x' && this.#followsValue();
    const share = lower === 'of' && last?.kind === 'number' && last.number.unit === 'percent';
    const operator = factor || share ? '*' : this.#isNoOperator(lower, end) ? undefined : WORDS[lower];
    if (operator !== undefined) {
      this.#add({ kind: 'operator', operator, listMark: false, word: !factor, ...this.#place(at, end) });
    } else if (last?.kind === 'equals' && ABOUT_WORDS.has(lower)) last.approximate ||= lower !== 'to';
    else if (this.#followsValue() && (EQUAL_WORDS.has(lower) || RESULT_PHRASE.test(lower))) {
      this.#add({ kind: 'equals', approximate: lower.includes('约'), word: true, ...this.#place(at, end) });
    } else this.#words(at, end, EQUAL_WORDS.has(lower));
    return end;
  }
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/**
 * Where `2019-2020`, `2019-12-31` or `12/31/2019` ends, whose first number was just read; `at` itself for a calculation.
 * Two years are subtracted, `(2019-2017+1)`, where the text calculates on or states their difference.
 */
function dateOrRangeEnd(text: string, at: number, first: ParsedNumber): number {
  DATE_OR_RANGE.lastIndex = at;
  const found = DATE_OR_RANGE.exec(text);
  if (found === null) return at;
  const [whole, next = '', third] = found;
  const end = at + whole.length;
  if (whole.startsWith('/')) {
    const isDate = YEAR_END.test(third ?? '') && first.value <= 31 && Number(next) <= 31;
    return isDate ? end : at;
  }
  if (!isYear(first)) return at;
  if (!YEAR.test(next)) return Number(next) <= 12 ? end : at;
  const [, operator, difference] = AFTER_RANGE.exec(text.slice(end, end + 16)) ?? [];
  const calculates =
    operator !== undefined || (difference !== undefined && Number(difference) === first.value - Number(next));
  return calculates ? at : end;
}

/** The end of a bracket that only annotates the number before it, `(2019)` or `(revenue)`; -1 where it calculates. */
function noteEnd(text: string, open: number, mayCalculate = true): number {
  const close = text.slice(open, open + MAX_NOTE).search(/[)\]\n]/);
  if (close < 0 || text.charAt(open + close) === '\n') return -1;
  const content = text.slice(open + 1, open + close);
  if (!mayCalculate) return content.includes('=') ? -1 : open + close + 1;
  const annotates =
    !content.includes('=') && !content.includes('(') && (LETTER.test(content) || !OPERATION.test(content));
  return annotates ? open + close + 1 : -1;
}
