/** A DuckDB of bounded memory that lives as long as one piece of work; what does not fit goes to a folder aside. */

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

const MEMORY_LIMIT = '256MB';

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Runs `work` on one thread, so that the same rows give the same file; `spillDirectory` is made where it is needed. */
export async function withDuckDB<T>(
  spillDirectory: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: MEMORY_LIMIT,
    temp_directory: spillDirectory,
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
