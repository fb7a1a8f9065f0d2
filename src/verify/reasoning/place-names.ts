/**
 * By which words a sentence names a row or a column: `plan assets` is enough for "Fair value of plan assets" where no other row speaks of
 * assets. Words are compared by their stems, Chinese by pairs of characters, years and dates as such.
 */

import type { Table } from '../../core/question.ts';
import { readNumbers } from '../number.ts';
import { isYear } from '../number-role.ts';
import { magnitudes } from './sources.ts';

export interface Label {
  text: string;
  years: readonly string[];
  /** Which of the axis's groups it belongs to. */
  group: number;
}

/** The labels that differ in their years alone: `2022 interest`, `2021 interest`. */
export interface Group {
  words: readonly string[];
  members: readonly number[];
}

/** The names of all rows or of all columns; null where a line has none. */
export interface Axis {
  labels: readonly (Label | null)[];
  groups: readonly Group[];
  /** How many groups have a word. */
  counts: ReadonlyMap<string, number>;
}

export interface NamedTable {
  table: Table;
  rows: Axis;
  columns: Axis;
  /** The magnitudes that each cell can stand for. */
  cells: readonly (readonly (readonly number[])[])[];
}

const STOP_WORDS = new Set(
  'the and for in of an to at on from by with as or is was were are it its that this than net'.split(' '),
);
const NUMBER_WORDS = new Map(
  'one two three four five six seven eight nine ten'.split(' ').map((word, index) => [word, String(index + 1)]),
);
const STEM = 6;
const HEADER_ROWS = 3;
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATE = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${MONTHS})[a-z]*\\b|\\b(${MONTHS})[a-z]*\\.? (\\d{1,2})(?![\\d,.]*\\d)`, 'g');
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
const DAY_ENDING = /((?:19|20)\d\d)[-/年.]1?\d(?:[-/月.]\d{1,2}日?)?/g;
const START = /\b(?:start|beginning|opening)\b|年初|期初/;
const END = /\b(?:end|ending|closing|year-end)\b|年末|期末/;
const EDGES = /\b(?:start|beginning|opening|end|ending|closing|year-end)\b|[年期][初末]/g;
const CHINESE = /[\u4e00-\u9fff]+/g;
const WORD = /[a-z][a-z&']*|(?<![\d.,])\d{1,3}(?![.,]?\d)/g;
const FILLERS = /其中|减[:：]|加[:：]|合计|总额|年度?/g;
const LETTER = /^[A-Z]$/;

export function namedTable(table: Table): NamedTable | null {
  const heads = headerRows(table);
  const width = Math.max(...table.rows.map((cells) => cells.length));
  if (table.rows.length - heads < 1 || width < 2) return null;
  const corner = table.rows[0]?.[0] ?? '';
  const names = table.rows.map((cells, row) => (row < heads ? '' : (cells[0] ?? '')));
  const headers = Array.from({ length: width }, (_, column) =>
    column === 0
      ? ''
      : table.rows
          .slice(0, heads)
          .map((cells) => cells[column] ?? '')
          .join(' '),
  );
  return {
    table,
    rows: axisOf(names, corner),
    columns: axisOf(headers, ''),
    cells: table.rows.map((cells) => cells.map((cell) => readNumbers(cell).flatMap(magnitudes))),
  };
}

/** Leading rows that give no quantities. */
function headerRows({ rows }: Table): number {
  let heads = 0;
  while (
    heads < Math.min(HEADER_ROWS, rows.length - 1) &&
    !(rows[heads] ?? []).slice(1).some((cell) => /^[$(\s-]*[\d,.]+[\s)%]*$/.test(cell) && !readNumbers(cell).every(isYear))
  )
    heads++;
  return heads;
}

function axisOf(texts: readonly string[], corner: string): Axis {
  const given = texts.filter((text) => text.trim() !== '');
  const bare = withoutShared(given.map(bareText));
  let next = 0;
  const groups: { words: string[]; members: number[] }[] = [];
  const labels = texts.map((text, index): Label | null => {
    if (text.trim() === '') return null;
    const tokens = tokensOf(bare[next++] ?? '', corner);
    const words = tokens.filter((token) => !token.startsWith('y:'));
    const years = tokens.filter((token) => token.startsWith('y:')).map((token) => token.slice(2));
    let group = groups.findIndex((other) => other.words.join() === words.join());
    if (group < 0) group = groups.push({ words, members: [] }) - 1;
    groups[group]?.members.push(index);
    return { text: text.trim(), years, group };
  });
  const counts = new Map<string, number>();
  for (const { words } of groups) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { labels, groups, counts };
}

function bareText(text: string): string {
  const bare = text.replace(/[(（][^)）]*[)）]/g, ' ').trim();
  return (bare === '' ? text : bare).replace(FILLERS, (filler) => (filler.startsWith('年') ? filler : ' ')).trim();
}

/** `甲产品`, `乙产品` are 甲 and 乙. */
function withoutShared(texts: string[]): string[] {
  const [first] = texts;
  if (first === undefined || texts.length < 2 || !texts.every((text) => /^[\u4e00-\u9fffA-Z]+$/.test(text))) return texts;
  let size = 0;
  while (texts.every((text) => text.length > size + 1 && text.at(-1 - size) === first.at(-1 - size))) size++;
  return size === 0 ? texts : texts.map((text) => text.slice(0, -size));
}

function tokensOf(text: string, corner: string): string[] {
  const [letter] = LETTER.exec(text) ?? [];
  if (letter !== undefined) return [`letter:${letter}`];
  if (/^\d{1,3}$/.test(text)) {
    const unit = /[期年]|[a-z]{4,}/.exec(corner.toLowerCase())?.[0];
    return unit === undefined ? [] : [`count:${text}`];
  }
  return [...new Set(readWords(text))].filter((token) => !STOP_WORDS.has(token));
}

function stem(word: string): string {
  return word.replace(/'s?$|s$/, '').slice(0, STEM);
}

function readWords(original: string): string[] {
  let text = original.toLowerCase();
  const tokens: string[] = [];
  text = text.replace(DAY_ENDING, '$1');
  text = text.replace(DATE, (_, day: string | undefined, month: string | undefined, other: string, last: string) => {
    const date = `${day ?? last}${(month ?? other).slice(0, 3)}`;
    tokens.push(date === '1jan' ? 'edge:start' : date === '31dec' ? 'edge:end' : `d:${date}`);
    return ' ';
  });
  text = text.replace(YEAR, (year) => {
    tokens.push(`y:${year}`);
    return ' ';
  });
  if (START.test(text)) tokens.push('edge:start');
  if (END.test(text)) tokens.push('edge:end');
  text = text.replace(EDGES, ' ');
  for (const [run] of text.matchAll(CHINESE)) {
    const bare = run.replace(/^年度?|^末/, '');
    if (bare.length === 1) tokens.push(bare);
    for (let at = 0; at + 1 < bare.length; at++) tokens.push(bare.slice(at, at + 2));
  }
  for (const [word] of text.matchAll(WORD)) {
    if (word.length > 1 || /\d/.test(word)) tokens.push(NUMBER_WORDS.get(word) ?? (STOP_WORDS.has(word) ? word : stem(word)));
  }
  return tokens;
}

/** Words that also compare or point. */
const WEAK_WORDS = new Set('more less than other all first second high higher low lower year year-'.split(' '));
const GENERAL_WORDS = new Set('millio billio thousa year fiscal ended compan amount total dollar increa decrea primar respec approx'.split(' '));

/** The words of a text that tell what it is about. */
export function contentWords(text: string): string[] {
  return [...new Set(readWords(text))].filter(
    (token) => !/^[yde]|\d|^edge/.test(token.includes(':') ? token : `_${token}`) && !STOP_WORDS.has(token) && !GENERAL_WORDS.has(token),
  );
}

/** The words of a piece of a trace. */
export class Words {
  readonly #tokens: ReadonlySet<string>;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.#tokens = new Set(readWords(text));
  }

  has(token: string): boolean {
    if (this.#tokens.has(token)) return true;
    if (token.startsWith('letter:')) {
      const letter = token.slice(7);
      return new RegExp(`(?<![A-Za-z])${letter}(?![A-Za-z]${letter === 'A' ? '| [a-z]' : ''})`).test(this.text);
    }
    if (token.startsWith('count:')) {
      const count = token.slice(6);
      return new RegExp(`(?<![\\d.,])${count}(?:[- ]?(?:periods?|years?)\\b|[期年])|(?:\\b(?:period|year) |第)${count}(?!\\d)`, 'i').test(
        this.text,
      );
    }
    return /^[\u4e00-\u9fff]+$/.test(token) && token.length === 1 && this.text.includes(token);
  }

  hasAll(tokens: readonly string[]): boolean {
    return tokens.every((token) => this.has(token));
  }

  hasAny(tokens: readonly string[]): boolean {
    return tokens.some((token) => this.has(token));
  }
}

export interface Naming {
  group: number;
  /** By all its words. */
  full: boolean;
}

/**
 * The one group that the words name: in full, or else by words that no other has; null for none, 'several' in doubt. Words that name
 * the line of the other axis too (`but`) say nothing.
 */
export function namedOn({ groups, counts }: Axis, said: Words, but: readonly string[] = []): Naming | 'several' | null {
  const matched = groups.map(({ words }) => words.filter((word) => said.has(word)));
  const tells = (word: string): boolean => !but.includes(word) && !WEAK_WORDS.has(word);
  const full = [...groups.keys()].filter((index) => {
    const { words = [] } = groups[index] ?? {};
    return matched[index]?.length === words.length && words.some((word) => !but.includes(word));
  });
  const widest = full.filter(
    (index) => !full.some((other) => other !== index && isWithin(groups[index]?.words ?? [], groups[other]?.words ?? [])),
  );
  if (widest.length > 0) return widest.length === 1 ? { group: widest[0] ?? 0, full: true } : 'several';
  const partly = [...groups.keys()].filter((index) =>
    matched[index]?.some((word) => counts.get(word) === 1 && tells(word)),
  );
  if (partly.length > 0) return partly.length === 1 ? { group: partly[0] ?? 0, full: false } : 'several';
  const best = [...groups.keys()].find((index) => {
    const own = matched[index] ?? [];
    return own.filter(tells).length > 1 && matched.every((other, at) => at === index || isWithin(other, own));
  });
  return best === undefined ? null : { group: best, full: false };
}

/** True where the other words are all of these and more. */
function isWithin(words: readonly string[], other: readonly string[]): boolean {
  return other.length > words.length && words.every((word) => other.includes(word));
}
