/**
 * Loads a data set into a table of DuckDB: what lists show, what filters look at, and all text in small letters as one column to be searched.
 * Rows stand in the order of the funnel. What cannot be read is left out and told.
 */

import type { DuckDBConnection } from '@duckdb/node-api';
import { quoted } from '../../data/index.ts';
import { askedSql } from '../asked.ts';
import type { RunPlace } from '../folder/run-place.ts';
import type { RowSet } from '../shapes.ts';
import { DATA } from './data-files.ts';
import { loadLines } from './load-lines.ts';
import { rowColumns, searched, shown } from './row-columns.ts';

export interface LoadedRows {
  /** Sentences. */
  broken: string[];
  /** Sets of which nothing could be read. */
  unread: RowSet[];
}

const nowhere = 'NULL, NULL, NULL, NULL, NULL, NULL';

const parquetRows = {
  sft: `SELECT 'sft', file_row_number, id, source, language, category, ${shown(askedSql)}, ${shown('answer')}, rule, verdict_reason,
    ${nowhere}, ${searched('id', askedSql, 'answer', 'thinking')}`,
  rl: `SELECT 'rl', file_row_number, id, source, language, category, ${shown(askedSql)}, ${shown('solution')}, reason, detail,
    ${nowhere}, ${searched('id', askedSql, 'solution', 'detail')}`,
} as const;

/** @throws InputError where a file may not be read. */
export async function loadRows(
  connection: DuckDBConnection,
  table: string,
  place: RunPlace,
): Promise<LoadedRows> {
  await connection.run(`CREATE TABLE ${table} (${rowColumns})`);
  const broken: string[] = [];
  const unread: RowSet[] = [];
  for (const set of ['sft', 'rl'] as const) {
    const fault = await loadParquet(connection, table, set, place);
    if (fault === null) continue;
    broken.push(fault);
    unread.push(set);
  }
  broken.push(...(await loadLines(connection, table, place)));
  return { broken, unread };
}

/** Why nothing could be read; null where it was. */
async function loadParquet(
  connection: DuckDBConnection,
  table: string,
  set: 'sft' | 'rl',
  place: RunPlace,
): Promise<string | null> {
  const name = `${DATA}/${set}.parquet`;
  const path = place.find(DATA, `${set}.parquet`);
  if (path === null) return `${name} is missing`;
  try {
    const rows = `read_parquet(${quoted(path)}, file_row_number = true)`;
    await connection.run(`INSERT INTO ${table} ${parquetRows[set]} FROM ${rows}`);
    return null;
  } catch (error) {
    return `${name} cannot be read: ${parquetFault(error, path, name)}`;
  }
}

/** DuckDB's sentence, without where on this machine the file lies. @throws what DuckDB did not say. */
function parquetFault(error: unknown, path: string, name: string): string {
  if (!(error instanceof Error)) throw error;
  const [first = ''] = error.message.split('\n');
  return first.replaceAll(path, name);
}
