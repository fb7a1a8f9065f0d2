/** Rows written as a Parquet file, for tests. */

import { writeFile } from 'node:fs/promises';

import { writeParquet } from '../build/write-parquet.ts';

export async function putParquet(
  path: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
): Promise<void> {
  await writeFile(`${path}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await writeParquet(`${path}.jsonl`, path, columns);
}
