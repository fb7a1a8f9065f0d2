/**
 * Reads a Parquet file row by row through DuckDB, streaming: memory does not grow with the file. Values come as JSON has them, and 64-bit
 * whole numbers as text. A row that does not fit the schema is quarantined with its 1-based number, and reading goes on.
 */

import { DuckDBInstance, type Json } from '@duckdb/node-api';
import type { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import type { Intake } from '../intake.ts';
import { checkRecord } from './jsonl.ts';
import type { DataFile } from './locate.ts';

const MEMORY_LIMIT = '512MB';

function unreadable(file: DataFile, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  return new InputError(`${file.name} cannot be read as Parquet: ${cause.message.split('\n')[0] ?? ''}`, {
    code: 'broken-parquet',
    hint: 'Fetch the file again; it may have been cut off, or hold another format.',
    cause,
  });
}

/** The rows as they are, in file order. Throws `InputError`. */
async function* parquetRows(file: DataFile): AsyncGenerator<Record<string, Json>> {
  if (!isThere(file.path)) {
    throw new InputError(`${file.path} cannot be read: it does not exist`, {
      code: 'unreadable',
      hint: 'Check the path, and that this user may read it.',
    });
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: MEMORY_LIMIT });
  const connection = await instance.connect();
  try {
    const chunks = await readChunks(file, () =>
      connection.stream(`SELECT * FROM read_parquet('${file.path.replaceAll("'", "''")}')`),
    );
    const iterator = chunks.yieldRowObjectJson();
    for (;;) {
      const chunk = await readChunks(file, () => iterator.next());
      if (chunk.done === true) return;
      yield* chunk.value;
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function readChunks<T>(file: DataFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The rows that fit `schema`, each with its 1-based number; the others are quarantined. Throws `InputError`. */
export async function* readParquet<T>(
  file: DataFile,
  schema: z.ZodType<T>,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: T }> {
  let line = 0;
  for await (const row of parquetRows(file)) {
    line++;
    const value = checkRecord(schema, row, { source, file, line, intake });
    if (value !== null) yield { line, value };
  }
}
