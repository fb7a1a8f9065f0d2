/** Files that cannot be read, in words: which one, why, and what to do about it. */

import { InputError } from '../core/errors.ts';

export function refusal(name: string, why: string, hint: string, cause?: unknown): InputError {
  return new InputError(`${name} ${why}`, { code: 'document', hint, cause });
}
