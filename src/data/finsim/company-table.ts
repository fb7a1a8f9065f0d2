/** The table of a fictional company: rows are balance-sheet words, columns are periods, cells are whole numbers. */

import { InputError } from '../../core/errors.ts';
import type { Question, Table } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import type { Difficulty } from './difficulty.ts';

/** Single words, so that a frequent row name is one token. */
export const rowNames = [
  'revenue',
  'costs',
  'profit',
  'debt',
  'cash',
  'assets',
  'tax',
  'fees',
  'sales',
  'wages',
] as const;

export const periods = ['prior', 'current'] as const;
export type Period = (typeof periods)[number];

export interface TableRow {
  name: string;
  prior: number;
  current: number;
  /** 0 unless the table has such a column. */
  budget: number;
}

/** Whether the difficulty forbids `a` and `b` in one table: no two cells are equal, and at the easiest none begin alike. */
export function isTooLike(a: number, b: number, { sharedDigits }: Difficulty): boolean {
  return a === b || (!sharedDigits && String(a)[0] === String(b)[0]);
}

export type Direction = 'rise' | 'fall' | 'any';

/**
 * Rows with different names; all cells of a table differ, so that no right number can be copied from a wrong cell.
 * `directions[i]` says how row i moves, rows beyond it move at random. `reserved` are values that no cell may take
 * because the caller will write them.
 */
export function drawRows(
  random: Random,
  difficulty: Difficulty,
  directions: readonly Direction[] = [],
  reserved: readonly number[] = [],
): TableRow[] {
  const low = 10 ** (difficulty.digits - 1);
  const high = low * 10 - 1;
  const taken = [...reserved];
  const draw = (): number => {
    let value = random.int(low, high);
    while (taken.some((other) => isTooLike(other, value, difficulty))) value = random.int(low, high);
    taken.push(value);
    return value;
  };
  return random.sample(rowNames, difficulty.rows).map((name, i) => {
    const [a, b] = [draw(), draw()];
    const rises =
      i < directions.length && directions[i] !== 'any' ? directions[i] === 'rise' : random.chance(0.5);
    const [prior, current] = rises ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)];
    return { name, prior, current, budget: difficulty.columns === 3 ? draw() : 0 };
  });
}

/** The rows as a printed table, in random order, captioned with the company's name. */
export function companyTable(
  random: Random,
  difficulty: Difficulty,
  company: string,
  rows: readonly TableRow[],
): Table {
  const columns = difficulty.columns === 3 ? (['prior', 'budget', 'current'] as const) : periods;
  return {
    id: 'table',
    caption: company,
    rows: [
      ['', ...columns],
      ...random.shuffle(rows).map((row) => [row.name, ...columns.map((c) => String(row[c]))]),
    ],
  };
}

type WithTable = Pick<Question, 'tables'>;

/** Names of the rows, in printed order. */
export function rowsOf(question: WithTable): string[] {
  return (question.tables[0]?.rows.slice(1) ?? []).map((row) => row[0] ?? '');
}

/** The value of a cell; throws InputError when the table has no such cell. */
export function cell(question: WithTable, row: string, column: string): number {
  const [header = [], ...rows] = question.tables[0]?.rows ?? [];
  const text = rows.find((cells) => cells[0] === row)?.[header.indexOf(column)];
  if (text === undefined || text === '' || !Number.isFinite(Number(text))) {
    throw new InputError(`FinSim: the table has no number at row "${row}", column "${column}"`, {
      hint: 'Solve only questions that finsimQuestions made.',
    });
  }
  return Number(text);
}

/** How reasoning states a cell it has looked up: just as the prompt prints it, so that looking up is finding the same two words. */
export function cellStatement(row: string, period: string, value: number): string {
  return `${cellName(row, period)}${value}`;
}

/** What stands before the value of a cell. */
export function cellName(row: string, period: string): string {
  return `${row} ${period}=`;
}
