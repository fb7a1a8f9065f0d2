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

/** The first column that any of the rows fills. */
export function leftOf(rows: readonly GridRow[]): number {
  return rows.reduce((left, { cells }) => Math.min(left, filled(cells)[0] ?? left), Infinity);
}

/** A text that stands alone at the left of its row: a title, the heading of a section, a footnote. */
export function isAlone({ cells }: GridRow, left: number): boolean {
  const [first, ...rest] = filled(cells);
  return first === left && rest.length === 0;
}

/** Without the columns before `left`. */
export function fromColumn(row: GridRow, left: number): GridRow {
  const over = [...(row.over ?? [])].map(([column, text]) => [column - left, text] as const);
  return { at: row.at, cells: row.cells.slice(left), over: new Map(over.filter(([column]) => column >= 0)) };
}
