/**
 * `fetch` through a provider's batch API: answers come within a day and cost half at OpenAI.
 *
 * To the provider package it is a fetch that takes long. Requests are collected, uploaded as one file, and answered when
 * their batch is done. Which request lies in which batch is kept in the request cache's file before the batch is made:
 * a process that was killed attaches itself to its batches again and pays for none of them twice.
 */

import { randomUUID } from 'node:crypto';
import { RequestError } from '../core/errors.ts';
import { BatchApi, BatchRefusedError, isOver, type Batch } from './batch-api.ts';
import { BatchStore, type LineResult } from './batch-store.ts';
import type { Fetch } from './http-fetch.ts';
import { TransportError } from './http-send.ts';
import type { HttpAddress } from './model-string.ts';
import type { RequestCache } from './request-cache.ts';
import type { Stop } from './stop.ts';

export interface BatchOptions {
  /** Most requests in one batch. */
  size?: number;
  /** A batch that is not full is sent when no request has come for so long. */
  idleSeconds?: number;
  /** Between two looks at a batch. */
  pollSeconds?: number;
}

export interface BatchProgress {
  id: string;
  status: string;
  total: number;
  completed: number;
  failed: number;
}

interface Line {
  key: string;
  body: string;
}

interface Waiter {
  resolve: (result: LineResult) => void;
  reject: (error: unknown) => void;
}

/** What servers answer to a path they do not know. */
const NO_SUCH_API = new Set([404, 405, 501]);

/** OpenAI allows 200 MB. */
const MOST_BYTES = 100e6;

export class BatchFetch {
  readonly #api: BatchApi;
  readonly #store: BatchStore;
  readonly #stop: Stop;
  readonly #onProgress: (progress: BatchProgress) => void;
  readonly #size: number;
  readonly #idleMs: number;
  readonly #pollMs: number;
  readonly #waiters = new Map<string, Waiter>();
  readonly #watched = new Set<string>();
  readonly #attached: Promise<void>;
  #pending: Line[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    address: HttpAddress,
    parts: { fetch: Fetch; cache: RequestCache; stop: Stop; onProgress: (progress: BatchProgress) => void },
    { size = 10_000, idleSeconds = 2, pollSeconds = 20 }: BatchOptions,
  ) {
    this.#api = new BatchApi(address, parts.fetch);
    this.#store = new BatchStore(parts.cache, address.baseUrl);
    this.#stop = parts.stop;
    this.#onProgress = parts.onProgress;
    this.#size = size;
    this.#idleMs = idleSeconds * 1000;
    this.#pollMs = pollSeconds * 1000;
    this.#attached = this.#attach();
    // Told to whoever asks first.
    this.#attached.catch(() => undefined);
  }

  readonly fetch: Fetch = async (_url, init) => {
    const key = new Headers(init?.headers).get('idempotency-key') ?? '';
    const { status, body } = await this.#attached
      .then(() => this.#answer({ key, body: String(init?.body) }, init?.signal ?? undefined))
      .catch((error: unknown) => {
        if (error instanceof BatchRefusedError) return error.response;
        throw error;
      });
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };

  #answer(line: Line, signal: AbortSignal | undefined): Promise<LineResult> {
    const kept = this.#store.take(line.key);
    if (kept) return Promise.resolve(kept);
    return new Promise((resolve, reject) => {
      this.#waiters.set(line.key, { resolve, reject });
      signal?.addEventListener(
        'abort',
        () => {
          this.#waiters.delete(line.key);
          reject(signal.reason as Error);
        },
        { once: true },
      );
      const batch = this.#store.batchOf(line.key);
      if (batch?.id) this.#watch(batch.token, batch.id);
      else this.#collect(line);
    });
  }

  #collect(line: Line): void {
    this.#pending.push(line);
    this.#bytes += line.body.length;
    clearTimeout(this.#timer);
    if (this.#pending.length >= this.#size || this.#bytes >= MOST_BYTES) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), this.#idleMs);
  }

  #flush(): void {
    const lines = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    const token = randomUUID();
    this.#create(token, lines).catch((error: unknown) =>
      this.#fail(
        lines.map(({ key }) => key),
        error,
      ),
    );
  }

  async #create(token: string, lines: readonly Line[]): Promise<void> {
    const keys = lines.map(({ key }) => key);
    const uploaded = await this.#api.upload(lines);
    if ('status' in uploaded) {
      if (NO_SUCH_API.has(uploaded.status)) throw noBatchApi(uploaded.status);
      return this.#settle(keys, uploaded);
    }
    this.#store.add(token, keys);
    const made = await this.#api.create(uploaded.id, token).catch(async (error: unknown) => {
      const id = error instanceof TransportError ? await this.#find(token) : 'none';
      if (id !== 'none') return { id };
      this.#store.drop(token);
      throw error;
    });
    if ('code' in made) {
      this.#store.drop(token);
      return this.#settle(keys, made.response);
    }
    this.#store.made(token, made.id);
    this.#watch(token, made.id);
  }

  /** Batches of earlier processes; one that was killed while it made a batch does not know whether it succeeded. */
  async #attach(): Promise<void> {
    for (const { token, id } of this.#store.open()) {
      const known = id ?? (await this.#find(token));
      if (known === 'none') {
        this.#store.drop(token);
        continue;
      }
      this.#store.made(token, known);
      this.#watch(token, known);
    }
  }

  async #find(token: string): Promise<string> {
    for (;;) {
      const id = await this.#api.find(token);
      if (id !== null) return id;
      await this.#stop.sleep(this.#pollMs);
    }
  }

  #watch(token: string, id: string): void {
    if (this.#watched.has(token)) return;
    this.#watched.add(token);
    this.#follow(token, id).catch((error: unknown) => this.#fail(this.#store.keysOf(token), error));
  }

  async #follow(token: string, id: string): Promise<void> {
    for (;;) {
      await this.#stop.sleep(this.#pollMs);
      const batch = await this.#api.get(id);
      if (batch === null) continue;
      const { total, completed, failed } = batch.request_counts;
      this.#onProgress({ id, status: batch.status, total, completed, failed });
      if (isOver(batch)) return this.#finish(token, batch);
    }
  }

  async #finish(token: string, batch: Batch): Promise<void> {
    const results = await this.#api.results(batch, () => this.#stop.sleep(this.#pollMs));
    const missing = this.#api.withoutResult(batch);
    const keys = this.#store.keysOf(token);
    this.#store.finish(token, results);
    for (const key of keys) {
      const waiter = this.#waiters.get(key);
      if (waiter === undefined) continue;
      this.#waiters.delete(key);
      waiter.resolve(this.#store.take(key) ?? missing);
    }
  }

  #settle(keys: readonly string[], result: LineResult): void {
    for (const key of keys) {
      this.#waiters.get(key)?.resolve(result);
      this.#waiters.delete(key);
    }
  }

  #fail(keys: readonly string[], error: unknown): void {
    for (const key of keys) {
      this.#waiters.get(key)?.reject(error);
      this.#waiters.delete(key);
    }
  }
}

function noBatchApi(status: number): RequestError {
  return new RequestError(`the server takes no files for a batch (${status}): it has no batch API`, {
    ...{ status, retryable: false, stopsRun: true },
    hint: 'Run the same command without --batch.',
  });
}
