/** A rectangle of cells as a sheet or a web page lays it out, before it is known what of it is header, caption or table. */

export interface GridRow {
  /** Its number in the file, from 0; a number that is left out is a blank row. */
  at: number;
  /** As many as the grid has columns; '' for an empty cell. */
  cells: string[];
  /** Texts of cells that reach over this column from the left, by column: a header over several columns. */
  over?: Map<number, string>;
}

export interface Grid {
  rows: GridRow[];
  /** How the file names the columns, when it does. */
  columns?: readonly string[];
}

/** Indices of the cells that hold something. */
export function filled(cells: readonly string[]): number[] {
  return cells.flatMap((cell, at) => (cell === '' ? [] : [at]));
}

/** A text that stands alone in its row: a title, the heading of a section, a footnote. */
export function isAlone(row: GridRow): boolean {
  return filled(row.cells).length === 1;
}
