/**
 * Gives a data set its files: Parquet, funnel and card are written aside, flushed to the disk and renamed, with the checksums of all
 * that later steps read beside them. A file under its own name is whole.
 */

import { open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeFailure } from '../core/file-errors.ts';
import { CHECKSUMS, checksumOf } from './dataset-fault.ts';
import { rlColumns, sftColumns } from './dataset-rows.ts';
import type { JsonlWriter } from './jsonl-writer.ts';
import { writeParquet } from './write-dataset.ts';

/** Rows collected while building, closed but not yet under their names. */
export type CollectedRows = Record<'sft' | 'rl' | 'dropped' | 'quarantine', JsonlWriter>;

/** @throws FinR1Error naming the file that cannot be written. */
export async function publishDataset(
  directory: string,
  rows: CollectedRows,
  texts: { funnel: string; card: string },
): Promise<void> {
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
  await aside('sft.parquet', (path) => writeParquet(rows.sft.partialPath, path, sftColumns));
  await aside('rl.parquet', (path) => writeParquet(rows.rl.partialPath, path, rlColumns));
  await aside('funnel.json', (path) => writeFile(path, texts.funnel));
  const kept = JSON.stringify(checksums, null, 2);
  await aside('README.md', (path) => writeFile(path, texts.card));
  await aside(CHECKSUMS, (path) => writeFile(path, `${kept}\n`));
  for (const name of Object.keys(checksums)) await rename(at(`${name}.partial`), at(name));
  await rows.dropped.publish();
  await rows.quarantine.publish();
  await rows.sft.discard();
  await rows.rl.discard();
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
