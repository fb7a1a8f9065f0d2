/** What was asked for is not there: told apart from other faults of a request, so that it becomes a 404. */

import { InputError } from '../core/errors.ts';

export const NOT_FOUND = 'not-found';

export function notFound(what: string, hint?: string): InputError {
  return new InputError(what, { code: NOT_FOUND, hint });
}
