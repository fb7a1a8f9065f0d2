/** A table of a web page: its cells as they are written, then the grid that they lay out. */

import { MOST_COLUMNS, MOST_ROWS } from '../limits.ts';
import { onOneLine } from '../part.ts';
import type { Grid, GridRow } from '../tables/grid.ts';
import { withAffixes } from './affixes.ts';

/** Pages set a figure in three columns and part figures by a fourth. */
const MOST_LAID_OUT = 5 * MOST_COLUMNS;
const MOST_HTML_ROWS = 2 * MOST_ROWS;

interface HtmlCell {
  text: string;
  columns: number;
  rows: number;
}

/** A cell of a row above that reaches down. */
interface Held {
  text: string;
  left: number;
  /** Whether it reaches over from a column to the left. */
  isOver: boolean;
}

export class HtmlTable {
  readonly rows: HtmlCell[][] = [];
  caption = '';
  /** Rows that were not kept. */
  dropped = 0;
  /** Holds tables itself, and only arranges them. */
  isLayout = false;
  #cell: HtmlCell | null = null;
  #row: HtmlCell[] | null = null;

  openRow(): void {
    this.#cell = null;
    this.#row = [];
    if (this.rows.length < MOST_HTML_ROWS) this.rows.push(this.#row);
    else this.dropped++;
  }

  openCell({ colspan, rowspan }: Readonly<Record<string, string>>): void {
    if (this.#row === null) this.openRow();
    this.#cell = { text: '', columns: spanOf(colspan, MOST_LAID_OUT), rows: spanOf(rowspan, MOST_HTML_ROWS) };
    this.#row?.push(this.#cell);
  }

  closeCell(): void {
    this.#cell = null;
  }

  closeRow(): void {
    this.#cell = null;
    this.#row = null;
  }

  /** False where no cell is open to take it. */
  write(text: string): boolean {
    if (this.#cell === null) return false;
    this.#cell.text += text;
    return true;
  }

  grid(): Grid {
    const held = new Map<number, Held>();
    // Rows without text are for looks: they part nothing.
    const rows = this.rows
      .map((cells) => withAffixes(laidOut(cells, held)))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
      .map((row, at) => ({ ...row, at }));
    const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    for (const { cells } of rows) while (cells.length < width) cells.push('');
    return { rows };
  }
}

function spanOf(attribute: string | undefined, most: number): number {
  const span = Number.parseInt(attribute ?? '1', 10);
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 1), most);
}

function laidOut(written: readonly HtmlCell[], held: Map<number, Held>): GridRow {
  const row: GridRow & { over: Map<number, string> } = { at: 0, cells: [], over: new Map() };
  const put = (text: string, isOver: boolean): void => {
    if (isOver) row.over.set(row.cells.length, text);
    row.cells.push(isOver ? '' : text);
  };
  const putHeld = (): boolean => {
    const cell = held.get(row.cells.length);
    if (cell === undefined) return false;
    if (--cell.left === 0) held.delete(row.cells.length);
    put(cell.text, cell.isOver);
    return true;
  };
  for (const cell of written) {
    while (putHeld());
    const text = onOneLine(cell.text);
    for (let column = 0; column < cell.columns && row.cells.length < MOST_LAID_OUT; column++) {
      if (cell.rows > 1) held.set(row.cells.length, { text, left: cell.rows - 1, isOver: column > 0 });
      put(text, column > 0);
    }
  }
  while (putHeld());
  return row;
}
