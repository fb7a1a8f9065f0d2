/** Reads a small text file whole. */

import { readFileSync } from 'node:fs';
import { readFailure } from './file-errors.ts';

/** The text of a UTF-8 file. @throws InputError where it is missing, forbidden or a folder. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw readFailure(path, error);
  }
}
