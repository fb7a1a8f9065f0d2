/**
 * The gate: decides when the next request to a model may start. Thousands may wait; each costs one entry in a queue.
 *
 * - Requests and tokens a minute: two buckets that refill steadily and never let more through in any minute.
 * - Concurrency adapts to the server. A refused request (429, 503, time-out) takes its place with it, so that the window
 *   falls to what the server holds and not below. Until refusals are frequent, each answer brings two more places (the
 *   window trebles from round to round), later a tenth of one; refusals by mere chance do little.
 * - Refusals with nothing in flight are a limit on rate, not on concurrency: the whole model waits as long as it was told
 *   to, then the window opens quickly to half of what it was.
 * - The purse has the last word.
 */

import { Bucket } from './bucket.ts';

export interface GateLimits {
  /** Most requests in flight; infinite for batches. */
  concurrency: number;
  requestsPerMinute?: number;
  tokensPerMinute?: number;
}

/** The leave to send one request. */
export interface Pass {
  readonly tokens: number;
}

/** What became of it: `refused` says that the server has too much to do. */
export type Ending = 'answered' | 'refused' | 'failed';

interface Waiting {
  tokens: number;
  /** False when it must wait for the purse, which calls `retry`. */
  admit: (retry: () => void) => boolean;
  resolve: (pass: Pass) => void;
  reject: (error: unknown) => void;
}

const FIRST_WINDOW = 512;
const QUICK_GROWTH = 2;
const GROWTH = 0.1;
/** Share of refusals, over about the last 32 endings, from which on they are no chance. */
const FREQUENT = 0.15;
const MEMORY = 1 / 32;

export class Gate {
  readonly #most: number;
  readonly #requests: Bucket;
  readonly #tokens: Bucket;
  readonly #first: Waiting[] = [];
  #queue: Waiting[] = [];
  #head = 0;
  #window: number;
  /** Below it the window grows quickly. */
  #threshold: number;
  /** The window before the refusals since the last answer; 0 when there were none. */
  #peak = 0;
  #refusedShare = 0;
  #inFlight = 0;
  #answers = 0;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed: unknown;

  constructor(limits: GateLimits) {
    this.#most = limits.concurrency;
    // Without a limit there is nothing to adapt: a batch takes all requests at once.
    this.#window = Number.isFinite(this.#most) ? Math.min(FIRST_WINDOW, this.#most) : this.#most;
    this.#threshold = this.#most;
    this.#requests = new Bucket(limits.requestsPerMinute);
    this.#tokens = new Bucket(limits.tokensPerMinute);
  }

  get state(): { inFlight: number; limit: number; waiting: number; answers: number } {
    const waiting = this.#queue.length - this.#head + this.#first.length;
    return { inFlight: this.#inFlight, limit: Math.floor(this.#window), waiting, answers: this.#answers };
  }

  /** Resolves when the request may start. `again`: it was sent before, and goes ahead of those that never were. */
  enter(tokens: number, admit: Waiting['admit'], again: boolean): Promise<Pass> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed as Error);
    return new Promise((resolve, reject) => {
      (again ? this.#first : this.#queue).push({ tokens, admit, resolve, reject });
      this.#pump();
    });
  }

  /** `tokens`: how many it really were, where that is known. `pauseMs`: how long a refused request is to wait. */
  leave(pass: Pass, ending: Ending, options: { tokens?: number; pauseMs?: number } = {}): void {
    const wasFull = this.#inFlight >= Math.floor(this.#window);
    this.#inFlight--;
    this.#tokens.take((options.tokens ?? pass.tokens) - pass.tokens);
    if (ending === 'answered') this.#answered(wasFull);
    if (ending === 'refused') this.#refused(options.pauseMs ?? 0);
    this.#pump();
  }

  /** All that wait, and all that come, fail with `reason`. */
  close(reason: unknown): void {
    this.#closed = reason;
    clearTimeout(this.#timer);
    const waiting = [...this.#first.splice(0), ...this.#queue.slice(this.#head)];
    this.#queue = [];
    this.#head = 0;
    for (const { reject } of waiting) reject(reason);
  }

  #answered(wasFull: boolean): void {
    this.#answers++;
    this.#refusedShare *= 1 - MEMORY;
    this.#peak = 0;
    if (!wasFull) return;
    const step = this.#window < this.#threshold ? QUICK_GROWTH : Math.max(1 / this.#window, GROWTH);
    this.#window = Math.min(this.#most, this.#window + step);
  }

  #refused(pauseMs: number): void {
    if (this.#peak === 0) this.#peak = this.#window;
    this.#window = Math.max(1, this.#window - 1);
    this.#refusedShare += (1 - this.#refusedShare) * MEMORY;
    if (this.#refusedShare > FREQUENT) this.#threshold = this.#window;
    if (this.#inFlight > 0) return;
    this.#threshold = Math.max(this.#window, this.#peak / 2);
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + pauseMs);
  }

  readonly #pump = (): void => {
    for (let next = this.#peek(); next !== undefined; next = this.#peek()) {
      if (this.#inFlight >= Math.floor(this.#window)) return;
      const wait = Math.max(
        this.#pausedUntil - performance.now(),
        this.#requests.waitFor(1),
        this.#tokens.waitFor(next.tokens),
      );
      if (wait > 0) return this.#wake(wait);
      try {
        if (!next.admit(this.#pump)) return;
      } catch (error) {
        this.#shift();
        next.reject(error);
        continue;
      }
      this.#shift();
      this.#requests.take(1);
      this.#tokens.take(next.tokens);
      this.#inFlight++;
      next.resolve({ tokens: next.tokens });
    }
  };

  #wake(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#pump, Math.ceil(ms));
  }

  #peek(): Waiting | undefined {
    return this.#first[0] ?? this.#queue[this.#head];
  }

  #shift(): void {
    if (this.#first.shift() !== undefined) return;
    this.#head++;
    // Moves the queue together now and then, so that a shift costs nothing.
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
  }
}
