/** Posts that come again: the same number with the same content is the same request, with other content a conflict. */

import { TinkerError } from '../tinker-error.ts';

export function requireSame(what: string, before: string, now: string): void {
  if (before === now) return;
  throw new TinkerError(
    409,
    `${what} was given to another request already. Give each request a number of its own.`,
  );
}
