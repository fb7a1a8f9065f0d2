/** Where an export goes: a name that is free, and a disk that holds it. */

import { renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { bytesText } from '../../hub/index.ts';
import { bytesOfType } from './export-choice.ts';
import type { ExportForm } from './export-choice.ts';

/** @throws InputError when something stands at `folder`. */
export function requireFree(folder: string): void {
  if (!isThere(folder)) return;
  throw new InputError(`${folder} already exists`, {
    code: 'exists',
    hint: 'Name a new folder, or remove this one first; an export never overwrites.',
  });
}

/** Bytes that are on the disk at once while a model is exported and read again. */
export function bytesNeeded(parameters: number, form: ExportForm, isAdapter: boolean): number {
  const written = form.format === 'peft' ? 0 : parameters * bytesOfType[form.type];
  if (form.format !== 'gguf') return written;
  // An adapter is merged into a folder first; the file is imported again, where what is not 16 bits becomes float32.
  const merged = isAdapter ? 4 * parameters : 0;
  return written + merged + parameters * (form.type === 'f16' ? 2 : 4);
}

/** Makes the folder above. @throws InputError when the disk has less than `needed` bytes free. */
export function requireRoom(folder: string, needed: number, freeBytes = freeBytesAt): void {
  const above = dirname(folder);
  makeFolder(above);
  const free = freeBytes(above);
  if (needed <= free) return;
  throw new InputError(
    `the export needs ${bytesText(needed)} on the disk of ${above}; ${bytesText(free)} are free`,
    { code: 'disk-full', hint: 'Make room, name a folder on another disk, or choose a smaller --type.' },
  );
}

function freeBytesAt(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Puts an export that failed its proof where it can be looked at; gives the place. */
export function setAside(partial: string, folder: string): string {
  const failed = `${folder}.failed`;
  rmSync(failed, { recursive: true, force: true });
  renameSync(partial, failed);
  return failed;
}
