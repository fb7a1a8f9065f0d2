/**
 * What one step makes of the rows that a sentence names: `R&D was 25% of revenue in 2021` can only be a quotient of those two rows. So few
 * results are tried that a hit is seldom chance.
 */

import { readNumbers, type ParsedNumber } from '../../number.ts';
import type { Table } from '../../../core/question.ts';
import { amount } from './steps.ts';

export interface NamedRow {
  /** The words of its name: all must be said. */
  words: readonly string[];
  /** By column; null where a cell holds no number. */
  cells: readonly (ParsedNumber | null)[];
}

/** More rows than this are named by words that say little. */
const MOST_ROWS = 4;

export function rowsOf({ rows }: Table): NamedRow[] {
  return rows.slice(1).flatMap((cells) => {
    const words = nameWords(cells[0] ?? '');
    const numbers = cells.slice(1).map((cell) => readNumbers(cell)[0] ?? null);
    return words.length === 0 ? [] : [{ words, cells: numbers }];
  });
}

/** @param said what stands around the number, in lower case */
export function namedRows(rows: readonly NamedRow[], said: string): NamedRow[] {
  return rows.filter(({ words }) => words.every((word) => said.includes(word)));
}

export function namedResults(number: ParsedNumber, rows: readonly NamedRow[]): number[] {
  if (rows.length === 0 || rows.length > MOST_ROWS) return [];
  const results: number[] = [];
  const isShare = number.unit !== 'plain';
  const add = (a: ParsedNumber, b: ParsedNumber, isChange: boolean): void => {
    const [x, y] = [amount(a), amount(b)];
    if (x === 0 || y === 0) return;
    const areShares = a.unit !== 'plain' && b.unit !== 'plain';
    if (isShare !== areShares) results.push(x / y, y / x);
    if (isShare === areShares) results.push(Math.abs(x - y), x + y, (x + y) / 2);
    if (isChange && isShare) results.push(Math.abs(x / y - 1), Math.abs(y / x - 1));
  };
  for (const { cells } of rows) {
    const own = cells.filter((cell) => cell !== null);
    for (const [at, cell] of own.entries()) for (const other of own.slice(0, at)) add(cell, other, true);
  }
  for (const [at, { cells }] of rows.entries()) {
    for (const other of rows.slice(0, at)) {
      for (const [column, cell] of cells.entries()) {
        const beside = other.cells[column];
        if (cell !== null && beside != null) add(cell, beside, false);
      }
    }
  }
  return results;
}

function nameWords(name: string): string[] {
  if (/[\u4e00-\u9fff]/.test(name)) {
    const bare = name.replace(/^(?:其中|减|加)[:：]?|[(（][^)）]*[)）]/g, '').trim();
    return bare.length >= 2 ? [bare] : [];
  }
  return name.toLowerCase().match(/[a-z]{3,}/g) ?? [];
}
