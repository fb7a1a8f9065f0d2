/** Prices from a user's file: CSV, or Parquet through DuckDB. */

import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { InputError } from '../../../core/errors.ts';
import { isThere } from '../../../core/file-errors.ts';
import { readText } from '../../../core/read-text.ts';
import { parsePrices } from './parse-prices.ts';
import type { PriceRow } from './price-row.ts';
import { rowsFromRecords } from './rows-from-records.ts';

/** Rows of `path` in file order; `.csv` or `.parquet`, long or wide. @throws InputError. */
export async function readPrices(path: string): Promise<PriceRow[]> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'csv') return parsePrices(readText(path), path);
  if (ending === 'parquet') return rowsFromRecords(await parquetRecords(path), path);
  throw new InputError(`${path} is neither .csv nor .parquet`, {
    code: 'broken-prices',
    hint: 'Save the prices as CSV (date, symbol, close) or Parquet.',
  });
}

async function parquetRecords(path: string): Promise<Record<string, Json>[]> {
  if (!isThere(path)) readText(path);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });
  try {
    const connection = await instance.connect();
    try {
      const file = path.replaceAll("'", "''");
      const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
      return reader.getRowObjectsJson();
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new InputError(`${path} cannot be read as Parquet: ${cause.message.split('\n')[0] ?? ''}`, {
        code: 'broken-prices',
        hint: 'Save the file again; it may have been cut off, or hold another format.',
        cause,
      });
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
