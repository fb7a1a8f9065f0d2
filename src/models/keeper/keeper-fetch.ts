/**
 * `fetch` through a keeper (see `keeper.ts`): requests outlive the process that makes them. A body that an earlier keeper has kept is
 * given at once, as if it had just arrived. Requests are known by their `Idempotency-Key`.
 *
 * On Windows a detached process survives its parent too, but this is untested there.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { TransportError, type Fetch } from '../http-fetch.ts';
import { KeptBodies } from './kept-bodies.ts';
import type { FromKeeper, KeptRequest, KeptResponse, ToKeeper } from './messages.ts';
import type { RequestCache } from '../request-cache.ts';

/** Source and build lie alike: the keeper beside this file, with the same ending. */
const program = new URL(`./keeper${extname(import.meta.url)}`, import.meta.url);

/** All of the environment that the keeper sees: how to get out of the network, and whom to trust. */
const ENVIRONMENT =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|node_use_env_proxy|ssl_cert_(file|dir)|systemroot)$/i;

interface Waiter {
  resolve: (response: Response) => void;
  reject: (error: unknown) => void;
}

const BODYLESS = new Set([101, 204, 205, 304]);
const POLL_MS = 100;

export class KeeperFetch {
  readonly #cache: RequestCache;
  readonly #kept: KeptBodies;
  readonly #owner: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #timeoutMs: number | null;
  readonly #waiters = new Map<number, Waiter>();
  readonly #idsOfKey = new Map<string, number>();
  #child: ChildProcess | undefined;
  #nextId = 0;

  constructor(
    cache: RequestCache,
    { owner, env, timeoutMs }: { owner: string; env: NodeJS.ProcessEnv; timeoutMs: number | null },
  ) {
    this.#cache = cache;
    this.#kept = new KeptBodies(cache.database);
    this.#owner = owner;
    this.#env = env;
    this.#timeoutMs = timeoutMs;
  }

  readonly fetch: Fetch = (input, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const key = headers['idempotency-key'] ?? '';
    const kept = this.#kept.get(key);
    if (kept !== null) return Promise.resolve(responseOf(kept));
    if (typeof init.body !== 'string') throw new RangeError('KeeperFetch: only texts can be sent');
    const url = input instanceof Request ? input.url : String(input);
    const request = {
      url,
      method: init.method ?? 'POST',
      headers,
      body: init.body,
      timeoutMs: this.#timeoutMs,
    };
    return this.#send(key, request, init.signal ?? undefined);
  };

  /** The pool has kept the answer to `key`, or has no use for it. */
  settled(key: string): void {
    this.#kept.drop(key);
    const id = this.#idsOfKey.get(key);
    if (id === undefined) return;
    this.#idsOfKey.delete(key);
    this.#tell({ kind: 'settled', id });
  }

  isKept(key: string): boolean {
    return this.#kept.has(key);
  }

  /** Waits until keepers of processes that were killed have what they still expect. `onWait` is called once, when there are any. */
  async untilOthersAreDone(sleep: (ms: number) => Promise<void>, onWait: () => void): Promise<void> {
    for (let waited = false; this.#kept.bereaved() > 0; waited = true) {
      if (!waited) onWait();
      await sleep(POLL_MS);
    }
  }

  /** What is on its way then is finished by the keeper, which ends by itself. */
  close(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child?.connected === true) child.disconnect();
  }

  #send(key: string, request: KeptRequest, signal: AbortSignal | undefined): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const id = this.#nextId++;
      const stop = (): void => {
        const waiter = this.#take(id);
        // A pool that stops leaves its requests to the keeper; one that is late is given up.
        if (signal?.reason instanceof TransportError) this.#tell({ kind: 'abort', id });
        waiter?.reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
      const end = (): void => signal?.removeEventListener('abort', stop);
      this.#waiters.set(id, {
        resolve: (response) => (end(), resolve(response)),
        reject: (error) => (end(), reject(error as Error)),
      });
      this.#idsOfKey.set(key, id);
      const child = this.#started();
      // The process lives as long as it waits for an answer.
      if (this.#waiters.size === 1) child.channel?.ref();
      this.#tell({ kind: 'send', id, key, request });
    });
  }

  #started(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const entries = Object.entries(this.#env).filter(([name]) => ENVIRONMENT.test(name));
    const child = fork(program, [this.#cache.path, this.#owner], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      env: Object.fromEntries(entries),
    });
    child.unref();
    child.on('message', (message: FromKeeper) => this.#heard(message));
    child.on('exit', () => this.#lost(child));
    child.on('error', () => this.#lost(child));
    this.#child = child;
    return child;
  }

  #heard(message: FromKeeper): void {
    const waiter = this.#take(message.id);
    if (waiter === undefined) return;
    if (message.kind === 'response') waiter.resolve(responseOf(message.response));
    else waiter.reject(new TransportError(message.message, message));
  }

  #take(id: number): Waiter | undefined {
    const waiter = this.#waiters.get(id);
    this.#waiters.delete(id);
    if (this.#waiters.size === 0) this.#child?.channel?.unref();
    return waiter;
  }

  /** Its requests are tried again like any that the network lost. */
  #lost(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    for (const id of [...this.#waiters.keys()])
      this.#take(id)?.reject(
        new TransportError('the process that holds the connections has ended', { sent: true }),
      );
  }

  #tell(message: ToKeeper): void {
    if (this.#child?.connected === true) this.#child.send(message);
  }
}

function responseOf({ status, statusText, headers, body }: KeptResponse): Response {
  return new Response(BODYLESS.has(status) ? null : body, { status, statusText, headers });
}
