/** Turns rows into Parquet (zstd) with DuckDB, streaming and in bounded memory. */

import { FinR1Error } from '../../core/errors.ts';
import { diskFull } from '../../core/file-errors.ts';
import { quoted, withDuckDB } from './duckdb-session.ts';

/** A single row may carry a whole filing page. DuckDB takes buffers of twice this size. */
const LARGEST_ROW_BYTES = 16 << 20;

/** Rows that are in memory together while they are compressed; DuckDB takes no fewer. */
const ROW_GROUP_SIZE = 2048;

type Columns = Readonly<Record<string, string>>;

/** Writes the rows of `jsonlPath` as Parquet to `path` with exactly these columns. @throws FinR1Error when `path` cannot be written. */
export function writeParquet(jsonlPath: string, path: string, columns: Columns): Promise<void> {
  const schema = Object.entries(columns).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`);
  return copyTo(
    path,
    `SELECT * FROM read_json(${quoted(jsonlPath)}, format='newline_delimited',
       maximum_object_size=${LARGEST_ROW_BYTES}, columns={${schema.join(', ')}})`,
  );
}

/** Writes the rows of several Parquet files to `path`, by their `position`. @throws FinR1Error when `path` cannot be written. */
export function mergeParquet(paths: readonly string[], path: string): Promise<void> {
  return copyTo(path, `SELECT * FROM read_parquet([${paths.map(quoted).join(', ')}]) ORDER BY position, id`);
}

async function copyTo(path: string, query: string): Promise<void> {
  await withDuckDB(`${path}.spill`, async (connection) => {
    try {
      await connection.run(
        `COPY (${query}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`,
      );
    } catch (error) {
      throw writingFailure(path, error);
    }
  });
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
