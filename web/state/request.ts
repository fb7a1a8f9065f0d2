/** Requests to the server that the page comes from. */

import { connection } from './connection.ts';
import { apiKey } from './preferences.ts';

/** What the server refused, in its own words, or that it could not be reached (`status` 0). */
export class RequestFailure extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.name = 'RequestFailure';
    this.status = status;
    this.code = code;
  }
}

/** The response, once its status says that it holds what was asked for. @throws RequestFailure, or the signal's reason. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (apiKey.get() !== '') headers.set('authorization', `Bearer ${apiKey.get()}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    init.signal?.throwIfAborted();
    connection.set('down');
    throw new RequestFailure(0, error instanceof Error ? error.message : String(error));
  }
  connection.set(response.status === 401 ? 'locked' : 'up');
  if (response.ok) return response;
  throw await failureOf(response);
}

/** The JSON at `path`. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { signal });
  return (await response.json()) as T;
}

async function failureOf(response: Response): Promise<RequestFailure> {
  const text = await response.text();
  const { message, code } = errorIn(text) ?? {
    message: `${response.status} ${response.statusText}`,
    code: null,
  };
  return new RequestFailure(response.status, message, code);
}

/** OpenAI's shape of an error; undefined where it is something else, of a proxy for example. */
function errorIn(text: string): { message: string; code: string | null } | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string; code?: string | null } };
    return error?.message === undefined ? undefined : { message: error.message, code: error.code ?? null };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
