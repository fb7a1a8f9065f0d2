/**
 * The header of a table: its first row, with the rows that go on with it joined. A heading that reaches over several columns is said
 * in each of them: `2023 Actual`, `2023 Budget`. A table that begins with figures gets an empty header, so that they stay values.
 */

import { isFigure } from './figures.ts';
import type { GridRow } from './grid.ts';

const MOST_HEADER_ROWS = 4;

export interface Headed {
  header: string[];
  body: GridRow[];
}

export function splitHeader(rows: readonly GridRow[]): Headed {
  const width = rows[0]?.cells.length ?? 0;
  let count = 0;
  while (count < MOST_HEADER_ROWS && goesOn(rows, count)) count++;
  const header = Array.from({ length: width }, (_, column) => {
    const texts = rows.slice(0, count).map((row) => textAt(row, column));
    return texts.filter((text, at) => text !== '' && text !== texts[at - 1]).join(' ');
  });
  return { header, body: rows.slice(count) };
}

function textAt(row: GridRow, column: number): string {
  return row.over?.get(column) ?? row.cells[column] ?? '';
}

/** Whether row `at` belongs to the header that the rows above it begin. */
function goesOn(rows: readonly GridRow[], at: number): boolean {
  const row = rows[at];
  if (row === undefined || rows.length === at + 1) return false;
  const [stub = '', ...cells] = row.cells;
  if (cells.some(isFigure) || (at === 0 && isFigure(stub))) return false;
  if (at === 0) return true;
  if (cells.every((cell) => cell === '')) return false;
  // A second row continues a header whose corner is still free, or leaves the corner free itself.
  const cornerIsFree = rows.slice(0, at).every(({ cells: above }) => (above[0] ?? '') === '');
  const isSame = stub === (rows[at - 1]?.cells[0] ?? '');
  return (cornerIsFree || stub === '' || isSame) && rows.slice(at + 1).some(hasFigure);
}

function hasFigure(row: GridRow): boolean {
  return row.cells.slice(1).some(isFigure);
}
