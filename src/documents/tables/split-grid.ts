/** The tables of one sheet: blank rows part them where what follows begins with a header of its own. */

import { isFigure } from './figures.ts';
import { filled, isAlone, leftOf, type GridRow } from './grid.ts';

export interface Block {
  /** Lines above the table. */
  titles: GridRow[];
  /** Empty where nothing but lines of text was found. */
  rows: GridRow[];
}

export function splitGrid(rows: readonly GridRow[]): Block[] {
  const blocks: Block[] = [];
  let current: Block = { titles: [], rows: [] };
  // Lines after a table: titles of the next one, or headings within this one.
  let pending: GridRow[] = [];
  for (const group of groupsOf(rows)) {
    const left = leftOf(group);
    const first = group.findIndex((row) => !isAlone(row, left));
    const lines = first === -1 ? group.length : first;
    if (current.rows.length === 0) {
      current.titles.push(...group.slice(0, lines));
      current.rows.push(...group.slice(lines));
    } else if (first === -1) {
      pending.push(...group);
    } else if (beginsTable(group, first)) {
      blocks.push(current);
      current = { titles: [...pending, ...group.slice(0, lines)], rows: group.slice(lines) };
      pending = [];
    } else {
      current.rows.push(...pending, ...group);
      pending = [];
    }
  }
  blocks.push(current, { titles: pending, rows: [] });
  return blocks.filter((block) => block.titles.length + block.rows.length > 0);
}

/** Rows that no blank row parts. */
function groupsOf(rows: readonly GridRow[]): GridRow[][] {
  const groups: GridRow[][] = [];
  let last: GridRow | undefined;
  for (const row of rows) {
    if (filled(row.cells).length === 0) continue;
    if (last !== undefined && row.at === last.at + 1) groups.at(-1)?.push(row);
    else groups.push([row]);
    last = row;
  }
  return groups;
}

function beginsTable(group: readonly GridRow[], first: number): boolean {
  const header = group[first];
  if (header === undefined) return false;
  const [, ...cells] = header.cells;
  const isHeader = cells.some((cell) => cell !== '') && !cells.some(isFigure);
  return isHeader && group.slice(first + 1).some((row) => row.cells.slice(1).some(isFigure));
}
