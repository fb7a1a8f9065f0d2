/** A DuckDB of bounded memory that lives as long as one piece of work; what does not fit goes to a folder aside. */

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

const MEMORY_LIMIT = '256MB';

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** In memory up to a limit, beyond it in `spillDirectory`, which is made where it is needed; `threads` 0: one a core. */
export function openDuckDB(
  spillDirectory: string,
  { threads = 0, memory = MEMORY_LIMIT }: { threads?: number; memory?: string } = {},
): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    ...(threads > 0 && { threads: String(threads) }),
    memory_limit: memory,
    temp_directory: spillDirectory,
  });
}

/** Runs `work` on one thread, so that the same rows give the same file. */
export async function withDuckDB<T>(
  spillDirectory: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await openDuckDB(spillDirectory, { threads: 1 });
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
