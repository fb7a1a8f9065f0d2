/** Columns of a table that exist for its looks alone: empty ones go, and what was set apart for alignment comes together. */

import { isValue } from './figures.ts';

export interface ColumnOptions {
  /** Joins neighbours of which every row fills one at most, as web pages lay out `$` and indents. */
  joinAlternating: boolean;
}

/** Header and body without columns that hold nothing below their header, the names of the rows in one column. */
export function tidyColumns(table: readonly string[][], { joinAlternating }: ColumnOptions): string[][] {
  const [header = [], ...body] = table;
  let columns = header.map((title, at) => ({ title, cells: body.map((row) => row[at] ?? '') }));
  columns = joined(columns, (left, right, isFirst) => {
    if (left.cells.some((cell, at) => cell !== '' && right.cells[at] !== '')) return false;
    if (left.title !== '' && right.title !== '' && left.title !== right.title) return false;
    if (isBlank(left)) return joinAlternating || right.title === '';
    const haveValues = [left, right].map(({ cells }) => cells.some(isValue));
    // Names of rows that are set in by a column.
    if (isFirst && !isBlank(right) && !haveValues.includes(true)) return true;
    if (!joinAlternating || haveValues[0] !== true) return false;
    return isBlank(right) || (haveValues[1] === true && left.title + right.title !== '');
  });
  const kept = columns.filter((column) => !isBlank(column));
  // Whatever a column without values says, it must not be lost.
  const dropped = columns.filter((column) => isBlank(column) && isOwnTitle(column, kept));
  const all = dropped.length === 0 ? kept : columns.filter((c) => kept.includes(c) || dropped.includes(c));
  return [all.map(({ title }) => title), ...body.map((_, row) => all.map(({ cells }) => cells[row] ?? ''))];
}

interface Column {
  title: string;
  cells: string[];
}

function joined(
  columns: readonly Column[],
  belongs: (left: Column, right: Column, isFirst: boolean) => boolean,
): Column[] {
  const result: Column[] = [];
  for (const right of columns) {
    const left = result.at(-1);
    if (left === undefined || !belongs(left, right, result.length === 1)) {
      result.push(right);
      continue;
    }
    const title = left.title === '' ? right.title : left.title;
    result[result.length - 1] = {
      title,
      cells: left.cells.map((cell, at) => cell || (right.cells[at] ?? '')),
    };
  }
  return result;
}

function isBlank(column: Column): boolean {
  return column.cells.every((cell) => cell === '');
}

function isOwnTitle({ title }: Column, kept: readonly Column[]): boolean {
  return title !== '' && !kept.some((column) => column.title.includes(title));
}
