/** A part of a file of the data set, for a row whose place is known. */

import { open } from 'node:fs/promises';
import { readFailure } from '../../core/file-errors.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { notFound } from '../not-found.ts';
import { DATA, type RowFile } from './data-files.ts';

/** Shorter where the file ends before. @throws InputError where it has gone or may not be read. */
export async function bytesOf(place: RunPlace, name: RowFile, start: number, end: number): Promise<Buffer> {
  const told = place.told(DATA, name);
  const path = place.find(DATA, name);
  if (path === null) throw notFound(`${told} has gone.`);
  try {
    const handle = await open(path);
    try {
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readFailure(told, error);
  }
}
