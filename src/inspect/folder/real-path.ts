/** Where a path leads once its links are followed. */

import { realpathSync } from 'node:fs';
import { readFailure } from '../../core/file-errors.ts';

const ABSENT = ['ENOENT', 'ENOTDIR'];

/** Null where nothing is there. @throws InputError, which calls the path `told`, where this user may not look. */
export function realPath(path: string, told: string): string | null {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.includes(String(error.code))) return null;
    throw readFailure(told, error);
  }
}
