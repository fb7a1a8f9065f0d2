/** Opens a file whose handle is kept; it is closed again where what `begin` reads of it cannot be used. */

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { systemErrorCode } from './read-json.ts';

/** `begin` gets the handle and the file's size. Throws `InputError`: missing, or not readable. */
export async function openFile<T>(
  path: string,
  begin: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      const hint = 'Check the path; if other files of the model are there, fetch it again.';
      throw new InputError(`${path} does not exist`, { hint, cause: error });
    }
    throw readFailure(path, error);
  }
  try {
    return await begin(handle, (await handle.stat()).size);
  } catch (error) {
    await handle.close();
    throw readFailure(path, error);
  }
}
