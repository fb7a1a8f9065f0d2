/**
 * Calculators on a thread of their own. The slowest that were found (`xirr` of 21 flows that change their sign 20 times) take two seconds;
 * what takes longer than `MOST_MS` is ended.
 */

import { extname } from 'node:path';
import { WorkerQueue } from '../worker-queue.ts';
import type { CalculationOutcome } from './calculated.ts';
import type { CalculatorJob } from './calculator-worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./calculator-worker${extname(import.meta.url)}`, import.meta.url);
const MOST_MS = 10_000;

export class CalculatorThread {
  readonly #queue: WorkerQueue<CalculatorJob, CalculationOutcome>;

  constructor(mostMs = MOST_MS) {
    this.#queue = new WorkerQueue<CalculatorJob, CalculationOutcome>({
      ...{ program, jobs: 'calculations', mostMs, mostWaiting: 256, retryAfter: 1, finishes: false },
      tooLong: ({ name }) => ({
        error: `${name} took longer than ${mostMs / 1000} s and was ended; expected fewer cash flows, or fewer changes of their sign`,
      }),
    });
  }

  /** @throws ApiError when too many wait; the signal's reason. */
  run(name: string, args: string, signal: AbortSignal): Promise<CalculationOutcome> {
    return this.#queue.run({ name, args }, signal);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}
