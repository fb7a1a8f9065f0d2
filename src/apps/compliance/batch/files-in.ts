/** The files that a user names, folders with all that is in them, and how their texts are called. */

import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { readFailure } from '../../../core/file-errors.ts';

export interface NamedFile {
  path: string;
  /** Stands before the ids of its texts: where in its folder the file lies. */
  prefix: string;
}

/** In the order in which they were named, those of a folder by their names; hidden ones are left out. @throws InputError */
export function filesIn(paths: readonly string[]): NamedFile[] {
  const files = paths.flatMap((path): NamedFile[] => {
    if (!isFolder(path)) return [{ path, prefix: '' }];
    const found = filesBelow(path, '');
    if (found.length > 0) return found;
    throw new InputError(`${path}: there is no file in this folder`, {
      hint: 'Check that it is the right one.',
    });
  });
  const named = Map.groupBy(files, ({ path, prefix }) => `${prefix}${basename(path)}`);
  return files.map((file) => {
    const isOnlyOne = named.get(`${file.prefix}${basename(file.path)}`)?.length === 1;
    return isOnlyOne ? file : { ...file, prefix: `${dirname(file.path)}/` };
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw readFailure(path, error);
  }
}

function filesBelow(folder: string, prefix: string): NamedFile[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, `${prefix}${entry.name}/`);
    return entry.isFile() ? [{ path, prefix }] : [];
  });
}
