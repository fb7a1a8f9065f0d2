/** Writing a file so that a reader, or a crash at any moment, sees the old text or the new one and never a part. */

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFailure } from './file-errors.ts';
import { makeFolder } from './make-folder.ts';

/** In parts where it is too long for one string. */
export type FileData = string | Uint8Array | readonly string[];

/**
 * Writes `data` aside, syncs it to disk and renames it to `path`; missing parent folders are made.
 * Throws `FinR1Error` naming the file when the system refuses (disk full, no permission), with `path` left as it was.
 */
export function writeFileAtomic(path: string, data: FileData): void {
  const folder = dirname(path);
  const aside = `${path}.tmp-${process.pid}`;
  try {
    makeFolder(folder);
    const file = openSync(aside, 'w');
    try {
      for (const part of Array.isArray(data) ? data : [data]) writeFileSync(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    removeAside(aside);
    throw writeFailure(path, error);
  }
  syncFolder(folder);
}

/** Does not hide the error that came before: where the folder itself is at fault, nothing lies aside. */
function removeAside(aside: string): void {
  if (existsSync(aside)) rmSync(aside);
}

/** The rename itself is durable only once its folder is synced; Windows cannot open folders and needs no such step. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
