/**
 * Finds a data set's files in the data directory: `<data-dir>/<folder>/<name>` with a name by a documented pattern, so that
 * official downloads (`train.json`) and samples of them (`train_100.json`) are both found.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';

export interface DataFile {
  path: string;
  /** Path below the data directory, for messages and records. */
  name: string;
}

/** Files of `folder` whose name matches, sorted by name; empty when none does. Throws `InputError` when the folder is missing. */
export async function listDataFiles(dataDir: string, folder: string, pattern: RegExp): Promise<DataFile[]> {
  const directory = join(dataDir, folder);
  let names: string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new InputError(`The data folder ${directory} cannot be read.`, {
      code: 'missing-data',
      hint: `Put the files of ${folder} there, or point --data-dir to the directory that holds ${folder}/.`,
      cause,
    });
  }
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ path: join(directory, name), name: `${folder}/${name}` }));
}

/** The folders directly below `folder`, sorted by name; null when it is not there. */
export async function listSubfolders(dataDir: string, folder: string): Promise<string[] | null> {
  const directory = join(dataDir, folder);
  if (!isThere(directory)) return null;
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The error for a split without any file; `expected` says the names that would do. */
export function missingSplit(dataDir: string, folder: string, split: string, expected: string): InputError {
  return new InputError(
    `${join(dataDir, folder)} holds no ${split} file of ${folder}: expected ${expected}.`,
    {
      code: 'missing-data',
      hint: `Put the file there, point --data-dir elsewhere, or leave the ${split} split out.`,
    },
  );
}
