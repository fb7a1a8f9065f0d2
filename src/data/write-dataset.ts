/**
 * Turns the rows collected as JSON Lines into Parquet (zstd) with DuckDB, streaming, on one thread and in bounded memory.
 */

import { DuckDBInstance } from '@duckdb/node-api';

import { FinR1Error } from '../core/errors.ts';
import { diskFull } from '../core/file-errors.ts';

/** A single row may carry a whole filing page. */
const LARGEST_ROW_BYTES = 64 << 20;
const MEMORY_LIMIT = '512MB';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Writes the rows of `jsonlPath` as Parquet to `path` with exactly these columns. @throws FinR1Error when `path` cannot be written. */
export async function writeParquet(
  jsonlPath: string,
  path: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const schema = Object.entries(columns).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: MEMORY_LIMIT });
  try {
    const connection = await instance.connect();
    try {
      await connection.run(
        `COPY (SELECT * FROM read_json(${quoted(jsonlPath)}, format='newline_delimited',
          maximum_object_size=${LARGEST_ROW_BYTES}, columns={${schema.join(', ')}}))
         TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    } catch (error) {
      throw writingFailure(path, error);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** DuckDB says in words what the system refused. */
function writingFailure(path: string, error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (!message.startsWith('IO Error')) return error;
  if (/no space left|quota exceeded/i.test(message)) return diskFull(path, undefined, error);
  return new FinR1Error('unwritable', `${path} cannot be written: ${message.split('\n')[0] ?? ''}`, {
    exitCode: 2,
    hint: 'Make it writable for this user, or name another place.',
    cause: error,
  });
}
