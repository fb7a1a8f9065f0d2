/**
 * By which words a sentence names a row or a column: `plan assets` is enough for "Fair value of plan assets" where no other row speaks of
 * assets. Words are compared by their stems, Chinese by pairs of characters, years and dates as such.
 */

import type { Table } from '../../../core/question.ts';
import { readNumbers } from '../../number.ts';
import { isYear } from '../../number-role.ts';
import { readWords, STOP_WORDS, type Words } from './place-words.ts';
import { magnitudes } from '../sources.ts';

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
  /** The words of all groups, and how many groups have each. */
  words: readonly string[];
  counts: ReadonlyMap<string, number>;
}

export interface NamedTable {
  table: Table;
  rows: Axis;
  columns: Axis;
  /** The magnitudes that each cell can stand for. */
  cells: readonly (readonly (readonly number[])[])[];
}

const HEADER_ROWS = 3;
const FILLERS = /其中|减[:：]|加[:：]|合计|总额|年度?/g;
const LETTER = /^[A-Z]$/;

/** Words that also compare or point. */
const WEAK_WORDS = new Set(
  'more less than other all first second high higher low lower year year-'.split(' '),
);
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
    !(rows[heads] ?? [])
      .slice(1)
      .some((cell) => /^[$(\s-]*[\d,.]+[\s)%]*$/.test(cell) && !readNumbers(cell).every(isYear))
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
  return { labels, groups, words: [...counts.keys()], counts };
}

function bareText(text: string): string {
  const bare = text.replace(/[(（][^)）]*[)）]/g, ' ').trim();
  return (bare === '' ? text : bare)
    .replace(FILLERS, (filler) => (filler.startsWith('年') ? filler : ' '))
    .trim();
}

/** `甲产品`, `乙产品` are 甲 and 乙. */
function withoutShared(texts: string[]): string[] {
  const [first] = texts;
  if (first === undefined || texts.length < 2 || !texts.every((text) => /^[\u4e00-\u9fffA-Z]+$/.test(text)))
    return texts;
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

export interface Naming {
  group: number;
  /** By all its words. */
  full: boolean;
}

/**
 * The one group that the words name: in full, or else by words that no other has; null for none, 'several' in doubt. Words that name
 * the line of the other axis too (`but`) say nothing.
 */
export function namedOn(
  { groups, words: all, counts }: Axis,
  said: Words,
  but: readonly string[] = [],
): Naming | 'several' | null {
  const named = all.filter((word) => said.has(word));
  if (named.length === 0) return null;
  const matched = groups.map(({ words }) => words.filter((word) => named.includes(word)));
  const tells = (word: string): boolean => !but.includes(word) && !WEAK_WORDS.has(word);
  const full = [...groups.keys()].filter((index) => {
    const { words = [] } = groups[index] ?? {};
    return matched[index]?.length === words.length && words.some((word) => !but.includes(word));
  });
  const widest = full.filter(
    (index) =>
      !full.some(
        (other) => other !== index && isWithin(groups[index]?.words ?? [], groups[other]?.words ?? []),
      ),
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
