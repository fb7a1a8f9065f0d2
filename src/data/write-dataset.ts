/**
 * Turns the rows collected as JSON Lines into Parquet (zstd) with DuckDB, streaming, on one thread and in bounded memory.
 */

import { DuckDBInstance } from '@duckdb/node-api';

/** A single row may carry a whole filing page. */
const LARGEST_ROW_BYTES = 64 << 20;
const MEMORY_LIMIT = '512MB';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Writes the rows of `jsonlPath` as Parquet to `path` with exactly these columns. */
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
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
