/** A grid → its tables, each with header and caption, and the lines of text around them. */

import { MOST_COLUMNS, MOST_ROWS } from '../limits.ts';
import { counted, type Part, type Parts } from '../part.ts';
import { tidyColumns, type ColumnOptions } from './columns.ts';
import { fromColumn, isAlone, leftOf, type Grid, type GridRow } from './grid.ts';
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
  if (rows.length === 0) return texts(lines);
  const left = leftOf(rows);
  const end = rows.findLastIndex((row) => !isAlone(row, left) || textOf(row).length <= LONGEST_HEADING) + 1;
  const footnotes = texts(rows.slice(end).map(textOf));
  const body = rows.slice(0, end);
  const table = bounded(asTable(body, left, options), options.name, notes);
  if (!isTable(table)) return [...texts([...lines, ...table.map(lineOf)]), ...footnotes];
  const caption = captionOf([options.caption ?? '', ...lines.filter((line) => line.length <= LONGEST_TITLE)]);
  const place = placeOf(body, grid, options.sheet);
  return [
    ...texts(lines.filter((line) => line.length > LONGEST_TITLE)),
    { rows: table, ...(caption !== '' && { caption }), ...(place !== null && { place }) },
    ...footnotes,
  ];
}

function texts(lines: readonly string[]): Part[] {
  return lines.filter((line) => line !== '').map((text) => ({ text }));
}

function captionOf(lines: readonly string[]): string {
  const said = lines.filter((line, at) => line !== '' && lines.indexOf(line) === at);
  return said.join(' · ').slice(0, LONGEST_CAPTION);
}

function asTable(rows: readonly GridRow[], left: number, options: ColumnOptions): string[][] {
  const { header, body } = splitHeader(rows.map((row) => fromColumn(row, left)));
  return tidyColumns([header, ...body.map(({ cells }) => cells)], options);
}

/** Two rows that say something, the header among them, of names and values at least; else its lines are text. */
function isTable(table: readonly string[][]): boolean {
  return table.filter((row) => lineOf(row) !== '').length > 1 && (table[0]?.length ?? 0) > 1;
}

function bounded(table: string[][], name: string, notes: string[]): string[][] {
  const [header = [], ...body] = table;
  const note = (kept: number, found: number, noun: string): void => {
    const first = kept.toLocaleString('en-US');
    if (found > kept) notes.push(`${name}: only the first ${first} of ${counted(found, noun)} are kept.`);
  };
  note(MOST_ROWS, body.length, 'row');
  note(MOST_COLUMNS, header.length, 'column');
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
