/** The errors of requests: method, path, status, the server's words, and what to do. The key is never part of them. */

import { RequestError } from '../../core/errors.ts';
import { errorText } from '../wire/error-body.ts';
import { textOf } from './transport.ts';
import type { Call, Reply, Transport } from './transport.ts';

/** A refusal that no further attempt will change. */
export function refusalOf(transport: Transport, call: Call, reply: Reply): RequestError {
  return new RequestError(`${nameOf(transport, call)}: ${wordsOf(reply)}`, {
    status: reply.status,
    retryable: false,
    stopsRun: true,
    hint: hintOf(reply, transport),
  });
}

/** Attempts are used up; whether the server took the request is unknown. */
export function givenUp(
  transport: Transport,
  call: Call,
  failures: readonly string[],
  { status, ms, cause }: { status: number | undefined; ms: number; cause?: unknown },
): RequestError {
  const counts = new Map<string, number>();
  for (const failure of failures) counts.set(failure, (counts.get(failure) ?? 0) + 1);
  const tried = [...counts].map(([what, count]) => (count === 1 ? what : `${what} (${count} times)`));
  const attempts = failures.length === 1 ? '1 attempt' : `${failures.length} attempts`;
  return new RequestError(
    `${nameOf(transport, call)} was given up after ${attempts} in ${Math.round(ms / 1000)} s: ${tried.join('; ')}`,
    {
      status,
      retryable: true,
      stopsRun: true,
      cause,
      hint: `Look whether the server at ${transport.host} runs and what its log says; training goes on from the last checkpoint.`,
    },
  );
}

/** What `asked` gives; undefined where the server has no such thing or call (404). */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return undefined;
    throw error;
  }
}

/** `POST /api/v1/optim_step at 127.0.0.1:8100`. */
export function nameOf(transport: Transport, { method, path }: Call): string {
  return `${method} /api/v1${path} at ${transport.host}`;
}

/** Why the next attempt waits. */
export function waitText(
  transport: Transport,
  call: Call,
  failures: readonly string[],
  waitMs: number,
): string {
  const seconds = (waitMs / 1000).toFixed(1);
  return `${nameOf(transport, call)}: ${failures.at(-1)}; again in ${seconds} s`;
}

/** `503 (loading the model)`. */
export function wordsOf({ status, bytes }: Reply): string {
  const said = errorText(textOf(bytes));
  return said === undefined ? `${status} without a word` : `${status} (${said})`;
}

function hintOf({ status, headers }: Reply, transport: Transport): string | undefined {
  if (status >= 300 && status < 400) {
    return `The server sends to ${headers.get('location') ?? 'another address'}; give the address that answers as baseUrl or TINKER_BASE_URL.`;
  }
  switch (status) {
    case 401:
      return transport.options.apiKey === undefined
        ? 'Set TINKER_API_KEY, or give apiKey.'
        : 'The server does not accept the API key; look at TINKER_API_KEY.';
    case 402:
      return 'The account has no credit left.';
    case 403:
      return 'The API key may not do this, or the object belongs to somebody else.';
    case 404:
      return 'It is not there (any more): the name is wrong, or its session ended.';
    case 413:
      return 'The body is larger than the server takes.';
    default:
      return undefined;
  }
}
