/**
 * Advice computed on a thread of its own, one after the other. A reader that leaves takes its job out of the queue; one that runs is
 * computed to its end and dropped, since a new thread would cost more than the rest of it.
 */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Advice } from '../../apps/advisory/index.ts';
import { InterruptedError } from '../../core/errors.ts';
import { ApiError } from '../api-error.ts';
import type { AdviceJob, AdviceOutcome } from './advice-worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./advice-worker${extname(import.meta.url)}`, import.meta.url);
const MOST_MS = 120_000;
/** More are turned away. */
const MOST_WAITING = 32;

interface Waiting {
  job: AdviceJob;
  resolve: (advice: Advice) => void;
  reject: (reason: Error) => void;
}

export class AdviceThread {
  #worker: Worker | null = null;
  readonly #waiting: Waiting[] = [];
  #running: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** @throws ApiError where the input cannot be computed with, or too many wait; the signal's reason. */
  async run(job: AdviceJob, signal: AbortSignal): Promise<Advice> {
    signal.throwIfAborted();
    if (this.#waiting.length >= MOST_WAITING) {
      throw new ApiError(503, `${MOST_WAITING} proposals are waiting already.`, {
        ...{ code: 'overloaded', retryAfter: 5 },
      });
    }
    const { promise, resolve, reject } = Promise.withResolvers<Advice>();
    const waiting = { job, resolve, reject };
    const leave = (): void => {
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiting);
    this.#next();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async close(): Promise<void> {
    const ended = new InterruptedError('the server is shutting down');
    for (const { reject } of this.#waiting.splice(0)) reject(ended);
    this.#settled()?.reject(ended);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running !== null) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#running = waiting;
    this.#worker ??= this.#started();
    this.#worker.postMessage(waiting.job);
    this.#timer = setTimeout(() => {
      const seconds = MOST_MS / 1000;
      this.#fail(
        new ApiError(400, `This took longer than ${seconds} s and was ended: give fewer products or prices.`),
      );
    }, MOST_MS);
  }

  #started(): Worker {
    const worker = new Worker(program, { execArgv: [] });
    // Nobody waits for a thread that has nothing to do.
    worker.unref();
    worker.on('message', (outcome: AdviceOutcome) => {
      if (worker !== this.#worker) return;
      const waiting = this.#settled();
      if ('advice' in outcome) waiting?.resolve(outcome.advice);
      else waiting?.reject(refusalOf(outcome));
      this.#next();
    });
    worker.on('error', (error: Error) => {
      if (worker === this.#worker) this.#fail(error);
    });
    return worker;
  }

  /** Ends the thread with what runs on it, and goes on with what waits. */
  #fail(error: Error): void {
    const worker = this.#worker;
    this.#worker = null;
    this.#settled()?.reject(error);
    void worker?.terminate();
    this.#next();
  }

  #settled(): Waiting | null {
    clearTimeout(this.#timer);
    const waiting = this.#running;
    this.#running = null;
    return waiting;
  }
}

function refusalOf({ error, code, isInput }: Exclude<AdviceOutcome, { advice: Advice }>): Error {
  // Prices that nothing can be computed from are found late.
  return isInput ? new ApiError(400, error, { code, param: 'market' }) : new Error(error);
}
