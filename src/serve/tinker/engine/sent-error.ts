/** An error as it crosses from the engine's thread, which its class does not. */

import { FinR1Error, InputError } from '../../../core/errors.ts';
import type { JobFailure } from '../store/job.ts';

export interface SentError {
  message: string;
  hint: string | undefined;
  /** Of a FinR1Error. */
  code: string | undefined;
  /** `user`: the same request would fail again, and another would not. */
  category: 'user' | 'server';
  /** For the log, of what nobody foresaw. */
  stack: string | undefined;
}

export function sentError(error: unknown): SentError {
  if (!FinR1Error.isInstance(error)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { message, hint: undefined, code: undefined, category: 'server', stack };
  }
  const isOfUser = error instanceof InputError || error.code === 'diverged' || error.code === 'gradient';
  return {
    message: error.message,
    hint: error.hint,
    code: error.code,
    category: isOfUser ? 'user' : 'server',
    stack: undefined,
  };
}

/** What a job ends with; `sent` says why. */
export class EngineError extends Error {
  readonly sent: SentError;

  constructor(sent: SentError) {
    super(sent.message);
    this.sent = sent;
  }
}

/** As clients are told of it. */
export function jobFailureOf({ message, hint, code, category }: SentError): JobFailure {
  const error = hint === undefined ? message : `${message}. ${hint}`;
  return { error, category, ...(code !== undefined && { code }) };
}
