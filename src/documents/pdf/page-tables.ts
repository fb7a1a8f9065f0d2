/**
 * Tables of a page, where its lines leave no doubt: three rows or more whose figures stand below each other, and no row with two
 * figures in one column. The page's text holds the same lines; a table adds which row and column a figure belongs to.
 */

import { isValue } from '../tables/figures.ts';
import type { Grid, GridRow } from '../tables/grid.ts';
import type { Cell, Line } from './page-lines.ts';

const LEAST_ROWS = 3;
const MOST_HEADER_LINES = 3;
/** Of a table of contents. */
const LEADERS = /(?:\. ?){4}|…/;

interface Column {
  left: number;
  right: number;
}

export function tablesOf(lines: readonly Line[]): Grid[] {
  const grids: Grid[] = [];
  let end = 0;
  for (let from = 0; from < lines.length; from++) {
    if (from < end || !isRow(lines[from])) continue;
    end = runEnd(lines, from);
    const body = lines.slice(from, end);
    const columns = columnsOf(body);
    const rows = body.map((line) => gridRow(line, columns));
    const isClear = rows.every((row) => row !== null) && body.filter(isRow).length >= LEAST_ROWS;
    if (!isClear || columns.length === 0) continue;
    const namesEnd = Math.max(...body.map(({ cells }) => (cells.length > 1 ? (cells[0]?.right ?? 0) : 0)));
    grids.push(asGrid([...headerRows(lines.slice(0, from), columns, namesEnd), ...rows]));
  }
  return grids;
}

/** A name and a figure at least. */
function isRow(line: Line | undefined): boolean {
  const [name, ...cells] = line?.cells ?? [];
  return name !== undefined && !LEADERS.test(name.text) && cells.some(({ text }) => isValue(text.trim()));
}

/** Behind the last row; lines of one cell between rows are headings of sections. */
function runEnd(lines: readonly Line[], from: number): number {
  let end = from + 1;
  for (let at = end; at < lines.length; at++) {
    if (isRow(lines[at])) end = at + 1;
    else if (lines[at]?.cells.length !== 1 || at > end) break;
  }
  return end;
}

/** Where figures stand: those that overlap are one column. */
function columnsOf(lines: readonly Line[]): Column[] {
  const figures = lines.flatMap(({ cells }) => cells.slice(1).filter(({ text }) => isValue(text.trim())));
  const columns: Column[] = [];
  for (const { left, right } of figures.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last !== undefined && left < last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

/** Null for a line that does not fit: a cell in no column or in several, or two in one. */
function gridRow({ cells }: Line, columns: readonly Column[]): GridRow | null {
  const row: GridRow = { at: 0, cells: ['', ...columns.map(() => '')] };
  for (const [at, cell] of cells.entries()) {
    const over = overlapped(cell, columns);
    const isName = at === 0 && (cells.length === 1 || cell.left < (columns[0]?.left ?? 0));
    const column = isName ? 0 : over.length === 1 ? (over[0] ?? 0) + 1 : -1;
    if (column === -1 || row.cells[column] !== '') return null;
    row.cells[column] = cell.text.trim();
  }
  return row;
}

function overlapped(cell: Cell, columns: readonly Column[]): number[] {
  return columns.flatMap(({ left, right }, at) => (cell.left < right && cell.right > left ? [at] : []));
}

/** The lines right above whose cells stand over the columns. */
function headerRows(above: readonly Line[], columns: readonly Column[], namesEnd: number): GridRow[] {
  const rows: GridRow[] = [];
  for (const { cells } of above.slice(-MOST_HEADER_LINES).reverse()) {
    const row: GridRow = { at: 0, cells: ['', ...columns.map(() => '')], over: new Map() };
    const fits = cells.every((cell, at) => {
      const [first, ...rest] = overlapped(cell, columns);
      // A line of prose reaches from the names over the columns.
      if (first !== undefined && cell.left < namesEnd) return false;
      if (first === undefined) row.cells[0] = at === 0 ? cell.text.trim() : '';
      else row.cells[first + 1] = cell.text.trim();
      for (const column of rest) row.over?.set(column + 1, cell.text.trim());
      return first !== undefined || at === 0;
    });
    if (!fits || row.cells.slice(1).every((cell) => cell === '')) break;
    rows.unshift(row);
  }
  return rows;
}

function asGrid(rows: readonly GridRow[]): Grid {
  return { rows: rows.map((row, at) => ({ ...row, at })) };
}
