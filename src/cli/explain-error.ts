/** An error as the command line says it, and the exit code it ends with. */

import { CommanderError } from 'commander';
import { FinR1Error } from '../core/errors.ts';

/** What happened and what to do about it; a failure that nobody foresaw with its stack. */
export function explainError(error: unknown): string {
  if (FinR1Error.isInstance(error)) {
    const label = error.exitCode === 130 ? 'stopped' : 'error';
    return `${label}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `unexpected error: ${stack}\nPlease report this.`;
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return FinR1Error.isInstance(error) ? error.exitCode : 1;
}
