/**
 * A queue before one worker thread, which is started when there is work: jobs run one after the other, so that none can hold up the
 * server. A job that nobody waits for any more leaves the queue; one that takes too long is ended together with its thread.
 */

import { Worker } from 'node:worker_threads';
import { InterruptedError } from '../core/errors.ts';
import { ApiError } from './api-error.ts';

export interface QueueOptions<Job, Outcome> {
  /** What the thread runs: it answers each message, a job, with one, its outcome. */
  program: URL;
  /** What is computed, in the plural: `calculations`. */
  jobs: string;
  mostMs: number;
  /** More are turned away, to come again after so many seconds. */
  mostWaiting: number;
  retryAfter: number;
  /** What is told of a job that took longer than `mostMs`. */
  tooLong: (job: Job) => Outcome;
  /** Whether a job that runs is computed to its end although its client left: where a new thread would cost more. */
  finishes: boolean;
}

interface Waiting<Job, Outcome> {
  job: Job;
  resolve: (outcome: Outcome) => void;
  reject: (reason: Error) => void;
}

export class WorkerQueue<Job, Outcome> {
  readonly #options: QueueOptions<Job, Outcome>;
  #worker: Worker | null = null;
  readonly #waiting: Waiting<Job, Outcome>[] = [];
  #running: Waiting<Job, Outcome> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: QueueOptions<Job, Outcome>) {
    this.#options = options;
  }

  /** @throws ApiError when too many wait; the signal's reason. */
  async run(job: Job, signal: AbortSignal): Promise<Outcome> {
    const { jobs, mostWaiting, retryAfter, finishes } = this.#options;
    signal.throwIfAborted();
    if (this.#waiting.length >= mostWaiting)
      throw new ApiError(503, `${mostWaiting} ${jobs} are waiting already.`, {
        ...{ code: 'overloaded', retryAfter },
      });
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const waiting = { job, resolve, reject };
    const leave = (): void => {
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal.reason as Error);
      if (waiting === this.#running && !finishes) this.#abandon();
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
    await this.#dropped()?.terminate();
  }

  #next(): void {
    if (this.#running !== null) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#running = waiting;
    this.#worker ??= this.#started();
    this.#worker.postMessage(waiting.job);
    this.#timer = setTimeout(() => {
      waiting.resolve(this.#options.tooLong(waiting.job));
      this.#abandon();
    }, this.#options.mostMs);
  }

  #started(): Worker {
    const worker = new Worker(this.#options.program, { execArgv: [] });
    // Nobody waits for a thread that has nothing to do.
    worker.unref();
    worker.on('message', (outcome: Outcome) => {
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

  /** The job that ran. */
  #settled(): Waiting<Job, Outcome> | null {
    clearTimeout(this.#timer);
    const waiting = this.#running;
    this.#running = null;
    return waiting;
  }

  /** The thread, which answers nobody any more. */
  #dropped(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    return worker;
  }
}
