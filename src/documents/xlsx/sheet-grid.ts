/** The cells of a sheet as a grid of texts: hidden columns out, merged cells told apart from empty ones. */

import { firstIndex } from '../../core/first-index.ts';
import type { Grid, GridRow } from '../tables/grid.ts';
import { cellText, type Appearance } from './cell-text.ts';
import { columnName, type Range } from './references.ts';
import type { StoredSheet } from './sheet.ts';

export function sheetGrid(sheet: StoredSheet, appearance: Appearance): Grid {
  const used = new Set(sheet.rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
  const columns = [...used].filter((column) => !isHidden(sheet, column)).toSorted((a, b) => a - b);
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  const rows = sheet.rows.map(({ at, cells: stored }): GridRow => {
    const cells = columns.map(() => '');
    for (const cell of stored) {
      const index = indexOf.get(cell.column);
      if (index !== undefined) cells[index] = cellText(cell, appearance);
    }
    return { at, cells };
  });
  for (const merge of sheet.merges) spread(merge, columns, rows);
  return { rows, columns: columns.map(columnName) };
}

export function isHidden({ hiddenColumns }: StoredSheet, column: number): boolean {
  return hiddenColumns.some(([first, last]) => first <= column && column <= last);
}

/** A merged cell's text reaches to the right as a heading does, and stands in each row that it covers. */
function spread(
  { top, left, bottom, right }: Range,
  columns: readonly number[],
  rows: readonly GridRow[],
): void {
  const index = columns.indexOf(left);
  const first = firstIndex(rows.length, (at) => (rows[at]?.at ?? 0) < top);
  const text = rows[first]?.at === top ? (rows[first].cells[index] ?? '') : '';
  if (text === '') return;
  for (let at = first; (rows[at]?.at ?? Infinity) <= bottom; at++) {
    const row = rows[at] as GridRow;
    row.cells[index] ||= text;
    row.over ??= new Map();
    for (let next = index + 1; next < columns.length && (columns[next] ?? 0) <= right; next++)
      row.over.set(next, text);
  }
}
