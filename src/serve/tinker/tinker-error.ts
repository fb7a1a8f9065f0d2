/**
 * What a client of the Tinker API is told of a request that is refused: `{"detail": …}`. The SDK tries 408, 409, 429 and 5xx
 * again for minutes, so what would fail again is none of these.
 */

import { FinR1Error, InputError } from '../../core/errors.ts';
import { errorBody } from '../../tinker/wire/error-body.ts';

export class TinkerError extends Error {
  readonly status: number;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | null;

  constructor(status: number, message: string, { retryAfter = null }: { retryAfter?: number | null } = {}) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get body(): { detail: string } {
    return errorBody(this.message);
  }
}

const UNPROCESSABLE = ['malformed', 'unsupported'];

export function tinkerErrorOf(error: unknown): TinkerError {
  if (error instanceof TinkerError) return error;
  if (error instanceof InputError) {
    const { message, hint, code } = error;
    const said = hint === undefined ? message : `${message}. ${hint}`;
    return new TinkerError(UNPROCESSABLE.includes(code) ? 422 : 400, said);
  }
  const status = statusOf(error);
  if (status !== null && error instanceof Error) return new TinkerError(status, error.message.slice(0, 300));
  if (FinR1Error.isInstance(error) && error.code === 'disk-full')
    return new TinkerError(500, 'The disk of the server is full: it goes on once there is room.');
  const code = FinR1Error.isInstance(error) ? ` (${error.code})` : '';
  return new TinkerError(500, `The server failed on this request${code}; its log says why.`);
}

/** Of Fastify's own refusals. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number')
    return null;
  return error.statusCode < 500 ? error.statusCode : null;
}
