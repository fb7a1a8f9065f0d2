/** Rows of a Parquet file, streamed in bounded memory. */

import { DuckDBInstance } from '@duckdb/node-api';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';

const MEMORY_LIMIT = '256MB';

export type Cells = Readonly<Record<string, string | null>>;

function unreadable(path: string, why: string, cause?: unknown): InputError {
  return new InputError(`${path} cannot be read as Parquet: ${why}`, {
    code: 'broken-parquet',
    hint: 'Fetch the file again; it may have been cut off.',
    cause,
  });
}

/** Every row with its 0-based index and its cells as text. @throws InputError when the file is not there or is no Parquet. */
export async function* readParquetRows(path: string): AsyncGenerator<{ index: number; cells: Cells }> {
  if (!isThere(path)) throw unreadable(path, 'there is no such file');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: MEMORY_LIMIT });
  try {
    const connection = await instance.connect();
    try {
      const file = path.replaceAll("'", "''");
      const result = await connection
        .stream(`SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${file}')`)
        .catch((cause: unknown) => {
          throw unreadable(
            path,
            cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause),
            cause,
          );
        });
      const names = result.columnNames();
      let index = 0;
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      ) {
        for (const row of chunk.getRows()) {
          const cells = names.map((name, i) => [
            name,
            row[i] === null || row[i] === undefined ? null : String(row[i]),
          ]);
          yield { index: index++, cells: Object.fromEntries(cells) as Cells };
        }
      }
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
