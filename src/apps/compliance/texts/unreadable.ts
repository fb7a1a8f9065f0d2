/** Rows of a file that cannot be read: told one by one, so that they cost no other row. */

import { InputError } from '../../../core/errors.ts';

/** What is told names file and line. One that throws ends the reading. */
export type OnUnreadable = (fault: InputError) => void;

/** What `read` gives; null where it throws an InputError, which is told. */
export function readable<T>(onUnreadable: OnUnreadable, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    onUnreadable(error);
    return null;
  }
}
