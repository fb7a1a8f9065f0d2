/** A grid → its tables, each with header and caption, and the lines of text around them. */

import { MOST_COLUMNS, MOST_ROWS } from '../limits.ts';
import { counted, type Part, type Parts } from '../part.ts';
import { tidyColumns, type ColumnOptions } from './columns.ts';
import { isAlone, type Grid, type GridRow } from './grid.ts';
import { splitHeader } from './header.ts';
import { splitGrid, type Block } from './split-grid.ts';

/** A longer line is a paragraph, not a title. */
const LONGEST_TITLE = 200;
const LONGEST_CAPTION = 500;
/** A line below a table that is longer is a footnote, not the heading of a section. */
const LONGEST_HEADING = 80;

export interface GridOptions extends ColumnOptions {
  /** What the grid is called, for notes. */
  name: string;
  /** Before the range of a table: the name of the sheet. */
  sheet?: string;
  /** What stands above the grid. */
  caption?: string;
}

export function tablesOfGrid(grid: Grid, options: GridOptions): Parts {
  const notes: string[] = [];
  const blocks = splitGrid(grid.rows);
  const parts = blocks.flatMap((block) => partsOf(block, grid, options, notes));
  return { parts, notes };
}

function partsOf({ titles, rows }: Block, grid: Grid, options: GridOptions, notes: string[]): Part[] {
  const lines = titles.map(textOf);
  if (rows.length === 0) return lines.map((text) => ({ text }));
  const end = rows.findLastIndex((row) => !isAlone(row) || textOf(row).length <= LONGEST_HEADING) + 1;
  const footnotes = rows.slice(end).map(textOf);
  const table = bounded(asTable(rows.slice(0, end), options), options.name, notes);
  const paragraphs = lines.filter((line) => line.length > LONGEST_TITLE);
  const names = [options.caption ?? '', ...lines.filter((line) => line.length <= LONGEST_TITLE)];
  const caption = names
    .filter((line, at) => line !== '' && names.indexOf(line) === at)
    .join(' · ')
    .slice(0, LONGEST_CAPTION);
  const place = placeOf(rows.slice(0, end), grid, options.sheet);
  const texts = (all: readonly string[]): Part[] => all.map((text) => ({ text }));
  if (!isTable(table))
    return texts([...lines, ...table.map(lineOf).filter((line) => line !== ''), ...footnotes]);
  return [
    ...texts(paragraphs),
    { rows: table, ...(caption !== '' && { caption }), ...(place !== null && { place }) },
    ...texts(footnotes),
  ];
}

function asTable(rows: readonly GridRow[], options: ColumnOptions): string[][] {
  const { header, body } = splitHeader(rows);
  return tidyColumns([header, ...body.map(({ cells }) => cells)], options);
}

/** A header and a row at least, names and values at least; else its lines are text. */
function isTable(table: readonly string[][]): boolean {
  return table.length > 1 && (table[0]?.length ?? 0) > 1;
}

function bounded(table: string[][], name: string, notes: string[]): string[][] {
  const [header = [], ...body] = table;
  if (body.length > MOST_ROWS) {
    notes.push(
      `${name}: only the first ${counted(MOST_ROWS, 'row')} of ${counted(body.length, 'row')} are kept.`,
    );
  }
  if (header.length > MOST_COLUMNS) {
    notes.push(`${name}: only the first ${MOST_COLUMNS} of ${counted(header.length, 'column')} are kept.`);
  }
  return [header, ...body.slice(0, MOST_ROWS)].map((row) => row.slice(0, MOST_COLUMNS));
}

function textOf(row: GridRow): string {
  return lineOf(row.cells);
}

function lineOf(cells: readonly string[]): string {
  return cells.filter((cell) => cell !== '').join(' ');
}

/** `Income!A3:F20`; null where the file does not name its columns. */
function placeOf(rows: readonly GridRow[], { columns }: Grid, sheet = ''): string | null {
  const [from, to] = [rows[0], rows.at(-1)];
  if (columns === undefined || from === undefined || to === undefined) return null;
  const used = columns.filter((_, column) => rows.some(({ cells }) => cells[column] !== ''));
  return `${sheet}!${used[0] ?? ''}${from.at + 1}:${used.at(-1) ?? ''}${to.at + 1}`;
}
