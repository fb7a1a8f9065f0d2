/** Errors as OpenAI's API tells them: `{ "error": { message, type, param, code } }`, so that its clients raise their own kinds. */

import { BudgetError, FinR1Error, InputError, InterruptedError, RequestError } from '../core/errors.ts';
import { PromptTooLongError } from '../models/index.ts';

export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** A refusal with the status that a client is told. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  /** Seconds after which the request may be tried again. */
  readonly retryAfter: number | null;

  constructor(
    status: number,
    message: string,
    {
      type = typeOf(status),
      param = null,
      code = null,
      retryAfter = null,
      cause,
    }: Partial<Pick<ApiError, 'type' | 'param' | 'code' | 'retryAfter' | 'cause'>> = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get body(): ErrorBody {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** What a client is told of an error. What it says of the machine (paths, stacks) stays in the log. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof PromptTooLongError) {
    const { promptTokens, contextLength } = error;
    return new ApiError(
      400,
      `This model's maximum context length is ${contextLength} tokens, and the prompt has ${promptTokens}. Shorten the prompt or its documents.`,
      { code: 'context_length_exceeded', param: 'messages' },
    );
  }
  if (error instanceof RequestError) {
    const isBusy = error.status === 429;
    const how = error.status === undefined ? '' : ` (HTTP ${error.status})`;
    return new ApiError(
      isBusy ? 429 : 502,
      `The model behind this server did not answer${how}; the server's log says why.`,
      { code: 'upstream_error', cause: error },
    );
  }
  if (error instanceof BudgetError) return new ApiError(402, error.message, { code: 'budget_spent' });
  if (FinR1Error.isInstance(error) && error.code === 'json-schema')
    return new ApiError(400, error.message, { code: error.code, param: 'response_format' });
  if (error instanceof InputError && (error.code === 'tool-schema' || error.code === 'tools'))
    return new ApiError(400, error.message, { code: error.code, param: 'tools' });
  if (error instanceof InputError) return new ApiError(400, error.message, { code: error.code });
  if (error instanceof InterruptedError)
    return new ApiError(503, 'The server is shutting down.', { code: 'shutting_down', retryAfter: 5 });
  const code = FinR1Error.isInstance(error) ? error.code : 'internal';
  return new ApiError(500, 'The server failed on this request; its log says why.', { code });
}
