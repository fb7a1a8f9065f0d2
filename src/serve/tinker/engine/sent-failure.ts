/** What the engine's thread failed on, with what clients and the log are told of it. */

import { FinR1Error, InputError } from '../../../core/errors.ts';
import { sentError } from '../../../core/sent-error.ts';
import type { SentError } from '../../../core/sent-error.ts';
import type { JobFailure } from '../store/job.ts';

export interface SentFailure extends SentError {
  /** `user`: the same request would fail again, and another would not. */
  category: 'user' | 'server';
  /** For the log, of what nobody foresaw. */
  stack: string | undefined;
}

export function sentFailure(error: unknown): SentFailure {
  const sent = sentError(error);
  if (!FinR1Error.isInstance(error))
    return { ...sent, category: 'server', stack: error instanceof Error ? error.stack : sent.message };
  const isOfUser = error instanceof InputError || error.code === 'diverged' || error.code === 'gradient';
  return { ...sent, category: isOfUser ? 'user' : 'server', stack: undefined };
}

/** What a job ends with; `sent` says why. */
export class EngineError extends Error {
  readonly sent: SentFailure;

  constructor(sent: SentFailure) {
    super(sent.message);
    this.sent = sent;
  }
}

/** As clients are told of it. */
export function jobFailureOf({ message, hint, code, category }: SentFailure): JobFailure {
  const error = hint === undefined ? message : `${message}. ${hint}`;
  return { error, category, ...(code !== undefined && { code }) };
}
