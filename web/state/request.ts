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
  const response = await reached(fetch(path, { ...init, headers }), init.signal);
  connection.set(response.status === 401 ? 'locked' : 'up');
  if (response.ok) return response;
  throw await failureOf(response);
}

/** The JSON that the server answers with. @throws as `send` does. */
export async function read<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await send(path, init);
  return reached(response.json() as Promise<T>, init.signal);
}

/** Browsers tell each in words of their own that a connection failed; these are ours. */
async function reached<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
    connection.set('down');
    throw new RequestFailure(0, 'the server cannot be reached');
  }
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
