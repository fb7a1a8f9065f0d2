/** Rows of Parquet files one after the other, in bounded memory. */

import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { InputError } from '../../core/errors.ts';

/** The rows that `query` gives, as lists in the order of its columns. @throws InputError naming `path` where it cannot be read. */
export async function* parquetRows(
  connection: DuckDBConnection,
  query: string,
  path: string,
): AsyncGenerator<DuckDBValue[]> {
  try {
    const result = await connection.stream(query);
    for await (const rows of result.yieldRows()) yield* rows;
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new InputError(`The data set ${path} cannot be read: ${why}.`, {
      code: 'broken-dataset',
      hint: 'Build it again with `fin-r1 data build`.',
      cause,
    });
  }
}
