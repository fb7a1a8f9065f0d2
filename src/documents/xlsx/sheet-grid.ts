/** The cells of a sheet as a grid of texts: hidden columns out, merged cells told apart from empty ones. */

import { firstIndex } from '../../core/first-index.ts';
import { MOST_COLUMNS } from '../limits.ts';
import type { Grid, GridRow } from '../tables/grid.ts';
import { cellText, type Appearance } from './cell-text.ts';
import { columnName, type Range } from './references.ts';
import type { StoredSheet } from './sheet.ts';

/** Of all merged cells of a sheet together. */
const MOST_COVERED = 500_000;

/** Columns with cells that are shown, in order. */
export function shownColumns({ rows, hiddenColumns }: StoredSheet): { shown: number[]; hidden: number } {
  const used = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))];
  const shown = used.filter(
    (column) => !hiddenColumns.some(([first, last]) => first <= column && column <= last),
  );
  return { shown: shown.toSorted((a, b) => a - b), hidden: used.length - shown.length };
}

export function sheetGrid(sheet: StoredSheet, appearance: Appearance): Grid {
  const columns = shownColumns(sheet).shown.slice(0, MOST_COLUMNS);
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  const rows = sheet.rows.map(({ at, cells: stored }): GridRow => {
    const cells = columns.map(() => '');
    for (const cell of stored) {
      const index = indexOf.get(cell.column);
      if (index !== undefined) cells[index] = cellText(cell, appearance);
    }
    return { at, cells };
  });
  let covered = 0;
  for (const merge of sheet.merges) if (covered < MOST_COVERED) covered += spread(merge, columns, rows);
  return { rows, columns: columns.map(columnName) };
}

/** A merged cell's text reaches to the right as a heading does, and stands in each row that it covers. Gives how many cells that are. */
function spread(
  { top, left, bottom, right }: Range,
  columns: readonly number[],
  rows: readonly GridRow[],
): number {
  const index = columns.indexOf(left);
  const first = firstIndex(rows.length, (at) => (rows[at]?.at ?? 0) < top);
  const text = rows[first]?.at === top ? (rows[first].cells[index] ?? '') : '';
  if (text === '') return 0;
  let covered = 0;
  for (let at = first; (rows[at]?.at ?? Infinity) <= bottom; at++) {
    const row = rows[at] as GridRow;
    row.cells[index] ||= text;
    row.over ??= new Map();
    for (let next = index + 1; (columns[next] ?? Infinity) <= right; next++) row.over.set(next, text);
    covered += 1 + row.over.size;
  }
  return covered;
}
