/** One HTTP request to a server of the Tinker API, once. */

import { randomUUID } from 'node:crypto';

import { FinR1Error, InterruptedError } from '../../core/errors.ts';
import { reasonOf } from '../../core/file-errors.ts';
import { JSON_TYPE, PROTOBUF_TYPE } from '../wire/content-types.ts';
import type { Clock } from './clock.ts';
import { NoAnswer, noAnswerOf } from './no-answer.ts';

/** What can be sent; `fetch` of Node. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TransportOptions {
  /** Without a slash at the end, and without `/api/v1`. */
  baseUrl: string;
  /** Sent as `X-API-Key`; a server on the same machine may need none. */
  apiKey?: string;
  fetch: Fetch;
  clock: Clock;
  /** Ends everything that waits. */
  signal?: AbortSignal;
  /** Told in words why the client waits. */
  onNotice(text: string): void;
  /** How long one thing may fail in a row before it is given up. */
  patienceMs: number;
}

/** A request that can be sent again as it is. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/api/v1`, e.g. `/optim_step`. */
  path: string;
  contentType?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers: Readonly<Record<string, string>>;
  /** How long the server may say nothing. */
  timeoutMs: number;
  /** The answer may be an address (3xx), which is not followed. */
  mayRedirect?: boolean;
}

export interface Reply {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
}

const TIMEOUT_MS = 60_000;
const NOTICE_MS = 10_000;

export function jsonCall(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Call {
  return post(path, JSON_TYPE, JSON.stringify(body), headers);
}

export function protobufCall(path: string, body: Uint8Array<ArrayBuffer>): Call {
  return post(path, PROTOBUF_TYPE, body, {});
}

export function plainCall(method: 'GET' | 'POST' | 'DELETE', path: string): Call {
  return { method, path, headers: { accept: JSON_TYPE }, timeoutMs: TIMEOUT_MS };
}

export function putCall(path: string, body: unknown): Call {
  return { ...jsonCall(path, body), method: 'PUT' };
}

function post(
  path: string,
  contentType: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Call {
  const all = { accept: JSON_TYPE, 'x-idempotency-key': `fin-r1-${randomUUID()}`, ...headers };
  return { method: 'POST', path, contentType, body, headers: all, timeoutMs: TIMEOUT_MS };
}

/** The body as JSON. @throws SyntaxError */
export function jsonOf(bytes: Uint8Array): unknown {
  return JSON.parse(textOf(bytes)) as unknown;
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export class Transport {
  readonly options: TransportOptions;
  /** One for each request and wait: a signal that lives long must not gather listeners. */
  readonly #active = new Set<AbortController>();
  #stopped: string | undefined;
  #nextNotice = -Infinity;

  constructor(options: TransportOptions) {
    this.options = options;
    const { signal } = options;
    const stop = (): void => this.stop('the work with the Tinker server was stopped');
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  }

  get host(): string {
    return new URL(this.options.baseUrl).host;
  }

  /** Ends all requests and waits, with `why` in their errors; later ones end at once. */
  stop(why: string): void {
    this.#stopped ??= why;
    for (const controller of this.#active) controller.abort();
  }

  /** Says why something waits; of many that wait for the same reason, one is told now and then. */
  tellWait(text: string): void {
    const { clock, onNotice } = this.options;
    if (clock.now() < this.#nextNotice) return;
    this.#nextNotice = clock.now() + NOTICE_MS;
    onNotice(text);
  }

  requireGoingOn(): void {
    if (this.#stopped === undefined) return;
    throw new InterruptedError(this.#stopped, { hint: 'Make another ServiceClient to go on.' });
  }

  /** @throws NoAnswer; InterruptedError after `stop`. */
  async send(call: Call): Promise<Reply> {
    return this.#while(async (controller) => {
      let isLate = false;
      const cancel = this.options.clock.after(call.timeoutMs, () => {
        isLate = true;
        controller.abort();
      });
      try {
        return await this.#fetch(call, controller.signal);
      } catch (error) {
        this.requireGoingOn();
        if (isLate) {
          throw new NoAnswer(`nothing came for ${call.timeoutMs / 1000} s`, {
            isTimeout: true,
            cause: error,
          });
        }
        throw noAnswerOf(error);
      } finally {
        cancel();
      }
    });
  }

  /**
   * Fetches from an address that the server gave, without the key: it may be anybody's. `take` reads the body and calls
   * `alive` for each piece. @throws NoAnswer as `send`, also where the body breaks off.
   */
  async download(
    url: string,
    take: (response: Response, alive: () => void) => Promise<void>,
  ): Promise<{ status: number }> {
    return this.#while(async (controller) => {
      const { clock, fetch } = this.options;
      const watch = (): (() => void) => clock.after(TIMEOUT_MS, () => controller.abort());
      let cancel = watch();
      const alive = (): void => {
        cancel();
        cancel = watch();
      };
      try {
        const response = await fetch(url, { signal: controller.signal });
        if (response.ok) await take(response, alive);
        else await response.body?.cancel();
        return { status: response.status };
      } catch (error) {
        this.requireGoingOn();
        // What `take` could not write is no fault of the connection.
        if (FinR1Error.isInstance(error) || reasonOf(error) !== undefined) throw error;
        throw noAnswerOf(error);
      } finally {
        cancel();
      }
    });
  }

  async pause(milliseconds: number): Promise<void> {
    await this.#while(async (controller) => {
      try {
        await this.options.clock.sleep(milliseconds, controller.signal);
      } catch (error) {
        this.requireGoingOn();
        throw error;
      }
    });
  }

  async #fetch(call: Call, signal: AbortSignal): Promise<Reply> {
    const { baseUrl, apiKey, fetch } = this.options;
    const { method, contentType, body } = call;
    const headers: Record<string, string> = { ...call.headers };
    if (contentType !== undefined) headers['content-type'] = contentType;
    if (apiKey !== undefined) headers['x-api-key'] = apiKey;
    // A redirect could lead the key to another host.
    const init: RequestInit = { method, headers, body, signal, redirect: 'manual' };
    const response = await fetch(`${baseUrl}/api/v1${call.path}`, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  }

  async #while<T>(work: (controller: AbortController) => Promise<T>): Promise<T> {
    this.requireGoingOn();
    const controller = new AbortController();
    this.#active.add(controller);
    try {
      return await work(controller);
    } finally {
      this.#active.delete(controller);
    }
  }
}
