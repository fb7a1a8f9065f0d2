/** The folder of an export: made aside, and given its name when it is whole. */

import { readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { writeFailure } from '../../core/file-errors.ts';
import { makeFolder } from '../../core/make-folder.ts';

/** What an export is made of, and what Python leaves beside its module; whatever else lies there is somebody's work. */
const own = new Set([
  ...['README.md', 'export.json', 'dataset_info.json', 'finr1_reward.py', 'sft', 'rl', '__pycache__'],
]);

interface Place {
  /** Where to write. */
  folder: string;
  /** What was written takes the place of what was there. */
  keep: () => Promise<void>;
  /** Removes what was not kept. */
  leave: () => Promise<void>;
}

/** @throws InputError where the folder holds something, unless it is an earlier export alone and may be replaced. */
export async function takePlace(given: string, overwrite: boolean): Promise<Place> {
  const target = resolve(given);
  if (existsSync(target)) {
    let names: string[];
    try {
      names = await readdir(target);
    } catch (error) {
      throw writeFailure(target, error);
    }
    const isExport = names.includes('export.json');
    const others = names.filter((name) => !own.has(name));
    if (isExport && others.length === 0 && !overwrite) {
      throw new InputError(`${given} holds an export`, {
        code: 'folder-taken',
        hint: 'Add --overwrite to replace it, or name another folder.',
      });
    }
    if (names.length > 0 && !(isExport && others.length === 0)) {
      throw new InputError(`${given} holds other files: ${others.slice(0, 3).join(', ')}`, {
        code: 'folder-taken',
        hint: 'Name another folder, or move them away.',
      });
    }
  }
  const aside = `${target}.${process.pid}.partial`;
  const old = `${target}.${process.pid}.old`;
  try {
    makeFolder(aside);
  } catch (error) {
    throw writeFailure(aside, error);
  }
  return {
    folder: aside,
    async keep() {
      await rm(join(aside, 'spill'), { recursive: true, force: true });
      if (existsSync(target)) await rename(target, old);
      await rename(aside, target);
      await rm(old, { recursive: true, force: true });
    },
    leave: () => rm(aside, { recursive: true, force: true }),
  };
}
