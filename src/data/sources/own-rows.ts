/**
 * The rows of a file of one's own: CSV by its ending, Parquet, a JSON array or JSON Lines (see `records.ts`). Cells are text, or lists as
 * JSON and Parquet have them. Broken rows are quarantined.
 */

import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import type { Intake } from '../intake.ts';
import { readCsv } from './csv.ts';
import type { DataFile } from './locate.ts';
import { readRecords } from './records.ts';

export type OwnRow = Readonly<Record<string, unknown>>;

const rowSchema = z.record(z.string(), z.unknown());

async function* csvRows(
  file: DataFile,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: OwnRow }> {
  const [header, ...rows] = await readCsv(file.path);
  if (header === undefined || 'fault' in header) {
    const why =
      header === undefined ? 'it is empty' : `its line ${header.line} cannot be read: ${header.fault}`;
    throw new InputError(`${file.name} must begin with a header that names its columns, but ${why}.`, {
      code: 'broken-csv',
      hint: 'Save it as CSV in UTF-8, separated by commas.',
    });
  }
  const names = header.fields.map((name) => name.trim());
  for (const row of rows) {
    const { line } = row;
    const width = 'fault' in row ? names.length : row.fields.length;
    if ('fault' in row || width !== names.length) {
      const reason = 'fault' in row ? row.fault : `columns: expected ${names.length}, found ${width}`;
      const excerpt = 'fault' in row ? row.excerpt : row.fields.join(',');
      intake.quarantine({ source, file: file.name, line, reason, excerpt });
      continue;
    }
    yield { line, value: Object.fromEntries(names.map((name, i) => [name, row.fields[i]])) };
  }
}

/** Streamed, except for CSV, which is read as a whole. Throws `InputError`. */
export async function* ownRows(
  file: DataFile,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: OwnRow }> {
  if (/\.csv$/i.test(file.path)) yield* csvRows(file, source, intake);
  else yield* readRecords(file, rowSchema, source, intake);
}

/** A cell as text; null where it holds nothing. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.trim() === '' ? null : text.trim();
}
