/**
 * A CSV file with a header, as rows of named cells. A row that cannot be used is quarantined (see `csv.ts`); a file without the columns
 * that its source needs, or without any row, is no file of that source and thus an `InputError`.
 */

import { InputError } from '../../core/errors.ts';
import type { Intake } from '../intake.ts';
import { readCsv, type CsvRow } from './csv.ts';
import type { DataFile } from './locate.ts';

export interface TableRow {
  /** 0-based position below the header, broken rows counted. */
  index: number;
  /** 1-based line at which the row begins. */
  line: number;
  /** Cells by the name of their column. */
  cells: Record<string, string | undefined>;
}

const SHOWN = 80;

function brokenCsv(message: string): InputError {
  return new InputError(message, {
    code: 'broken-csv',
    hint: 'Fetch the file again from the official release: CSV in UTF-8 under its own header.',
  });
}

/** The names of the columns. Throws `InputError` when the file does not begin with a header that has all of `required`. */
function readHeader(header: CsvRow | undefined, file: DataFile, required: readonly string[]): string[] {
  const expected = `${file.name} must begin with a header that names the columns ${required.join(', ')}`;
  if (header === undefined) throw brokenCsv(`${expected}, but it is empty.`);
  const { line } = header;
  if ('fault' in header) {
    const shown = JSON.stringify(header.excerpt.slice(0, SHOWN));
    throw brokenCsv(`${expected}, but its line ${line} cannot be read (${header.fault}): ${shown}.`);
  }
  const { fields } = header;
  if (required.every((name) => fields.includes(name))) return fields;
  throw brokenCsv(
    `${expected}, but its line ${line} is ${JSON.stringify(fields.join(',').slice(0, SHOWN))}.`,
  );
}

/** The row, or its fault when it has not as many fields as the header. */
function checkWidth(row: CsvRow, count: number): CsvRow {
  if ('fault' in row || row.fields.length === count) return row;
  const { line, fields } = row;
  return { line, fault: `columns: expected ${count}, found ${fields.length}`, excerpt: fields.join(',') };
}

/** The rows that can be used; the others are quarantined for `source`. Throws `InputError`. */
export async function readCsvTable(
  file: DataFile,
  required: readonly string[],
  source: string,
  intake: Intake,
): Promise<TableRow[]> {
  const [header, ...rows] = await readCsv(file.path);
  const names = readHeader(header, file, required);
  if (rows.length === 0) {
    throw brokenCsv(`${file.name} must hold a header and at least one row, but it ends after the header.`);
  }
  const table: TableRow[] = [];
  for (const [index, read] of rows.entries()) {
    const row = checkWidth(read, names.length);
    const { line } = row;
    if ('fault' in row) {
      intake.quarantine({ source, file: file.name, line, reason: row.fault, excerpt: row.excerpt });
      continue;
    }
    table.push({ index, line, cells: Object.fromEntries(names.map((name, i) => [name, row.fields[i]])) });
  }
  return table;
}
