/** The licences that the rows of a data set carry, read from the rows themselves. */

import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

/** Sorted; of a folder that `buildDataset` wrote and `datasetFault` found whole. */
export async function datasetLicences(directory: string): Promise<string[]> {
  const files = ['sft.parquet', 'rl.parquet'].map(
    (name) => `'${join(directory, name).replaceAll("'", "''")}'`,
  );
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const connection = await instance.connect();
    try {
      const reader = await connection.runAndReadAll(
        files.map((file) => `SELECT licence FROM read_parquet(${file})`).join(' UNION ') + ' ORDER BY 1',
      );
      return reader.getRows().map(([licence]) => String(licence));
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
