/** Whether a data set still is what `buildDataset` wrote: a file cut short or with a flipped bit must not be trained on. */

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { z } from 'zod';

import { FinR1Error } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import { readRlQuestions, readSftSamples } from './read-dataset.ts';

/** CRC-32 of each file, in hexadecimal, by its name. */
export const CHECKSUMS = 'checksums.json';

const checksumsSchema = z.record(z.string(), z.string());
const needed = ['sft.parquet', 'rl.parquet', 'funnel.json'];

export async function checksumOf(path: string): Promise<string> {
  let sum = 0;
  for await (const chunk of createReadStream(path)) sum = crc32(chunk as Uint8Array, sum);
  return sum.toString(16).padStart(8, '0');
}

/** What is wrong with the data set in a folder, naming the file; null when nothing is. */
export async function datasetFault(directory: string): Promise<string | null> {
  const at = (name: string): string => join(directory, name);
  for (const name of needed) if (!isThere(at(name))) return `${at(name)} is missing`;
  if (!isThere(at(CHECKSUMS))) return faultInReading(directory);
  let checksums: Record<string, string>;
  try {
    checksums = checksumsSchema.parse(JSON.parse(await readFile(at(CHECKSUMS), 'utf8')));
  } catch (error) {
    return `${at(CHECKSUMS)} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  for (const name of needed) {
    const sum = await checksumOf(at(name));
    if (sum !== checksums[name]) {
      return `${at(name)} is not what was written (checksum ${sum}, written ${checksums[name] ?? 'unknown'})`;
    }
  }
  return null;
}

/** For data sets from before there were checksums. */
async function faultInReading(directory: string): Promise<string | null> {
  try {
    await readSftSamples(join(directory, 'sft.parquet'));
    await readRlQuestions(join(directory, 'rl.parquet'));
    return null;
  } catch (error) {
    if (FinR1Error.isInstance(error)) return error.message;
    throw error;
  }
}
