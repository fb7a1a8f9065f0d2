/** Prices out of CSV text. */

import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../../../core/errors.ts';
import type { PriceRow } from './price-row.ts';
import { rowsFromRecords } from './rows-from-records.ts';

/** `source` names the text in errors; `symbol` where it is of one symbol without a column for it. @throws InputError. */
export function parsePrices(csv: string, source: string, symbol?: string): PriceRow[] {
  return rowsFromRecords(recordsOf(csv, source), source, symbol);
}

function recordsOf(csv: string, source: string): Record<string, unknown>[] {
  try {
    return parse(csv, { columns: uniqueColumns, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`${source} cannot be read as CSV: ${error.message}`, {
      code: 'broken-prices',
      hint: 'Every row needs as many values as the header has columns.',
      cause: error,
    });
  }
}

/** A second column of the same name would silently take the place of the first. */
function uniqueColumns(header: string[]): string[] {
  const twice = header.find((name, at) => header.indexOf(name) < at);
  if (twice === undefined) return header;
  throw new InputError(`two columns of the prices are called "${twice}"`, {
    code: 'broken-prices',
    hint: 'Give every symbol one column.',
  });
}
