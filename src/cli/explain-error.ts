/** An error as the command line says it, and the exit code it ends with. */

import { CommanderError } from 'commander';
import { FinR1Error } from '../core/errors.ts';
import { unforeseenFileFailure } from '../core/file-errors.ts';

/** What happened and what to do about it; a failure that nobody foresaw with its stack. */
export function explainError(thrown: unknown): string {
  const error = unforeseenFileFailure(thrown) ?? thrown;
  if (FinR1Error.isInstance(error)) {
    const label = error.exitCode === 130 ? 'stopped' : 'error';
    return `${label}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `unexpected error: ${stack}\nPlease report this.`;
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = unforeseenFileFailure(error) ?? error;
  return FinR1Error.isInstance(known) ? known.exitCode : 1;
}
