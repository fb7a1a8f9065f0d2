/**
 * Gives a data set its files: Parquet, funnel and card are written aside, flushed to the disk and renamed, with the checksums of all
 * that later steps read beside them. A file under its own name is whole.
 */

import { open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeFailure } from '../../core/file-errors.ts';
import { CHECKSUMS, checksumOf } from '../dataset-fault.ts';
import { describeRows, type Description } from './describe-rows.ts';

export interface DatasetParts {
  /** Each writes one Parquet file. */
  sft: (path: string) => Promise<void>;
  rl: (path: string) => Promise<void>;
  funnel: string;
  card: (description: Description) => string;
}

/** @throws FinR1Error naming the file that cannot be written. */
export async function publishDataset(directory: string, parts: DatasetParts): Promise<void> {
  const at = (name: string): string => join(directory, name);
  const checksums: Record<string, string> = {};
  const aside = async (name: string, write: (path: string) => Promise<void>): Promise<void> => {
    const partial = at(`${name}.partial`);
    try {
      await write(partial);
      await flush(partial);
      checksums[name] = await checksumOf(partial);
    } catch (error) {
      throw writeFailure(at(name), error);
    }
  };
  await aside('sft.parquet', parts.sft);
  await aside('rl.parquet', parts.rl);
  await aside('funnel.json', (path) => writeFile(path, parts.funnel));
  const kept = JSON.stringify(checksums, null, 2);
  const description = await describeRows(at('sft.parquet.partial'), at('rl.parquet.partial'));
  await aside('README.md', (path) => writeFile(path, parts.card(description)));
  await aside(CHECKSUMS, (path) => writeFile(path, `${kept}\n`));
  for (const name of Object.keys(checksums)) await rename(at(`${name}.partial`), at(name));
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
