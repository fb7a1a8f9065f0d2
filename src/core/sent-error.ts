/** An error as it crosses to another thread, which its class does not. */

import { FinR1Error } from './errors.ts';

export interface SentError {
  message: string;
  /** Of a FinR1Error. */
  code: string | undefined;
  hint: string | undefined;
}

export function sentError(error: unknown): SentError {
  const known = FinR1Error.isInstance(error) ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: known?.code, hint: known?.hint };
}
