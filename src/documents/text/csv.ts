/** CSV and its kin: the delimiter is found, quotes are undone, short rows are filled. */

import { CsvError, parse, type Options } from 'csv-parse/sync';
import { MOST_COLUMNS, MOST_ROWS } from '../limits.ts';
import { counted, onOneLine, type Parts } from '../part.ts';
import { tablesOfGrid } from '../tables/tables-of-grid.ts';
import { delimiterOf } from './delimiter.ts';

/** `1.234,56`, which the checker would read as 1.23456. */
const DECIMAL_COMMA = /^[-+]?\d{1,3}(?:\.\d{3})*,\d+$/;
const SAMPLE = 2_000;
/** The header too. */
const MOST_RECORDS = MOST_ROWS + 1;

/** `text` is the beginning of `whole`, whose lines are told. */
export function readCsv(name: string, text: string, whole: string): Parts {
  const notes: string[] = [];
  const records = recordsOf(text, notes);
  if (records.length > MOST_RECORDS) {
    records.length = MOST_RECORDS;
    const lines = whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    notes.push(`Only the first ${counted(MOST_ROWS, 'row')} of about ${counted(lines, 'line')} are kept.`);
  }
  const found = records.reduce((most, record) => Math.max(most, record.length), 0);
  const width = Math.min(found, MOST_COLUMNS);
  if (found > width) notes.push(`Only the first ${width} of ${counted(found, 'column')} are kept.`);
  const rows = records.map((record, at) => ({
    at,
    cells: Array.from({ length: width }, (_, column) => onOneLine(record[column] ?? '')),
  }));
  const cells = rows.slice(0, SAMPLE).flatMap((row) => row.cells);
  if (cells.filter((cell) => DECIMAL_COMMA.test(cell)).length > cells.length / 10) {
    notes.push(
      `${name} writes decimals with a comma, which the checker reads as thousands: save it with points.`,
    );
  }
  const tables = tablesOfGrid({ rows }, { name, joinAlternating: false });
  return { parts: tables.parts, notes: [...notes, ...tables.notes] };
}

function recordsOf(text: string, notes: string[]): string[][] {
  const options: Options = {
    delimiter: delimiterOf(text),
    // Left to itself, csv-parse takes the first line end it sees for all of them.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    // One more than is kept, to know that there are more.
    to: MOST_RECORDS + 1,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    notes.push(`Quotes do not pair (line ${error.lines}), so they were taken as letters.`);
    return parse(text, { ...options, quote: null });
  }
}
