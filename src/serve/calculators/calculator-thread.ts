/**
 * Calculators on a thread of their own, one calculation after the other, so that none can hold up the server. The slowest that were found
 * (`xirr` of 21 flows that change their sign 20 times) take two seconds; what takes longer than `MOST_MS` is ended.
 */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InterruptedError } from '../../core/errors.ts';
import { ApiError } from '../api-error.ts';
import type { CalculationOutcome } from './calculated.ts';
import type { CalculatorJob } from './calculator-worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./calculator-worker${extname(import.meta.url)}`, import.meta.url);
const MOST_MS = 10_000;
/** More are turned away. */
const MOST_WAITING = 256;

interface Waiting extends CalculatorJob {
  resolve: (outcome: CalculationOutcome) => void;
  reject: (reason: Error) => void;
}

export class CalculatorThread {
  readonly #mostMs: number;
  #worker: Worker | null = null;
  readonly #waiting: Waiting[] = [];
  #running: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(mostMs = MOST_MS) {
    this.#mostMs = mostMs;
  }

  /** @throws ApiError when too many wait; the signal's reason. */
  async run(name: string, args: string, signal: AbortSignal): Promise<CalculationOutcome> {
    signal.throwIfAborted();
    if (this.#waiting.length >= MOST_WAITING)
      throw new ApiError(503, `${MOST_WAITING} calculations are waiting already.`, {
        code: 'overloaded',
        retryAfter: 1,
      });
    const { promise, resolve, reject } = Promise.withResolvers<CalculationOutcome>();
    const job = { name, args, resolve, reject };
    const leave = (): void => {
      const at = this.#waiting.indexOf(job);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal.reason as Error);
      if (job === this.#running) this.#abandon();
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(job);
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
    await this.#dropped()?.terminate();
  }

  #next(): void {
    if (this.#running !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running = job;
    this.#worker ??= this.#started();
    this.#worker.postMessage({ name: job.name, args: job.args } satisfies CalculatorJob);
    this.#timer = setTimeout(() => {
      const seconds = this.#mostMs / 1000;
      const error = `${job.name} took longer than ${seconds} s and was ended; expected fewer cash flows, or fewer changes of their sign`;
      job.resolve({ error });
      this.#abandon();
    }, this.#mostMs);
  }

  #started(): Worker {
    const worker = new Worker(program, { execArgv: [] });
    // Nobody waits for a thread that has nothing to do.
    worker.unref();
    worker.on('message', (outcome: CalculationOutcome) => {
      if (worker !== this.#worker) return;
      this.#settled()?.resolve(outcome);
      this.#next();
    });
    worker.on('error', (error: Error) => {
      if (worker !== this.#worker) return;
      this.#dropped();
      this.#settled()?.reject(error);
      this.#next();
    });
    return worker;
  }

  /** Ends what runs, with its thread, and goes on with what waits. */
  #abandon(): void {
    void this.#dropped()?.terminate();
    this.#settled();
    this.#next();
  }

  /** The calculation that ran. */
  #settled(): Waiting | null {
    clearTimeout(this.#timer);
    const job = this.#running;
    this.#running = null;
    return job;
  }

  /** The thread, which answers nobody any more. */
  #dropped(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    return worker;
  }
}
