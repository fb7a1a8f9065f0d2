/**
 * Files and folders that are either whole or not there: written aside, flushed to the disk, then renamed. A full disk
 * or a kill leaves at most a `.partial-<pid>` beside the untouched old version; of a folder the next writer removes it.
 */

import { rmSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readFailure, writeFailure } from '../../core/file-errors.ts';
import { isRunning } from '../../core/is-running.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { systemErrorCode } from './read-json.ts';

const partialName = (path: string): string => `${path}.partial-${process.pid}`;

/** Removes what this process has written of `path` so far; for one that is about to end. */
export function discardPartial(path: string): void {
  rmSync(partialName(path), { recursive: true, force: true });
}

/** Removes what processes that were killed while they wrote `path` have left beside it. */
async function removeLeftovers(path: string): Promise<void> {
  const start = `${basename(path)}.partial-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(start)) continue;
    const pid = Number(name.slice(start.length));
    if (Number.isInteger(pid) && !isRunning(pid))
      await rm(join(dirname(path), name), { recursive: true, force: true });
  }
}

async function flushDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return; // a directory cannot be opened there
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** True when something stands at `path`. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw readFailure(path, error);
  }
}

/**
 * Calls `write` with a handle of a file aside, flushes it, and renames it to `path` (which it replaces). Throws
 * `FinR1Error` naming the file when the system refuses (disk full, no permission).
 */
export async function writeFileAtomically(
  path: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const partial = partialName(path);
  try {
    makeFolder(dirname(path));
    const handle = await open(partial, 'w');
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw writeFailure(path, error);
  }
  await flushDirectory(dirname(path));
}

/** A text file, whole or not at all. */
export async function writeTextAtomically(path: string, text: string): Promise<void> {
  await writeFileAtomically(path, (handle) => handle.writeFile(text));
}

/**
 * Calls `fill` with an empty folder aside, then renames it to `directory`. An existing folder is refused with
 * `InputError`, or replaced when `overwrite` (between the two renames it is for a moment under `.old-<pid>`). Throws
 * `FinR1Error` naming the folder when the system refuses.
 */
export async function writeFolderAtomically(
  directory: string,
  fill: (partial: string) => Promise<void>,
  options: { overwrite?: boolean } = {},
): Promise<void> {
  const taken = await exists(directory);
  if (taken && !options.overwrite) {
    throw new InputError(`${directory} already exists`, {
      hint: 'Choose another name, or allow overwriting.',
    });
  }
  const partial = partialName(directory);
  await rm(partial, { recursive: true, force: true });
  try {
    makeFolder(partial);
    await removeLeftovers(directory);
    await fill(partial);
    await flushDirectory(partial);
    if (taken) {
      const old = `${directory}.old-${process.pid}`;
      await rename(directory, old);
      await rename(partial, directory);
      await rm(old, { recursive: true });
    } else {
      await rename(partial, directory);
    }
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw writeFailure(directory, error);
  }
  await flushDirectory(dirname(directory));
}
