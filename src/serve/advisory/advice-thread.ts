/** Advice computed on a thread of its own, which is kept: a new one would cost more than the rest of an advice that nobody waits for. */

import { extname } from 'node:path';
import type { Advice } from '../../apps/advisory/index.ts';
import { ApiError } from '../api-error.ts';
import { WorkerQueue } from '../worker-queue.ts';
import type { AdviceJob, AdviceOutcome } from './advice-worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./advice-worker${extname(import.meta.url)}`, import.meta.url);
const MOST_MS = 120_000;

export class AdviceThread {
  readonly #queue = new WorkerQueue<AdviceJob, AdviceOutcome>({
    ...{ program, jobs: 'proposals', mostMs: MOST_MS, mostWaiting: 32, retryAfter: 5, finishes: true },
    tooLong: () => ({
      error: `This took longer than ${MOST_MS / 1000} s and was ended: give fewer products or prices.`,
      ...{ code: 'timeout', isInput: true },
    }),
  });

  /** @throws ApiError where the input cannot be computed with, or too many wait; the signal's reason. */
  async run(job: AdviceJob, signal: AbortSignal): Promise<Advice> {
    const outcome = await this.#queue.run(job, signal);
    if ('advice' in outcome) return outcome.advice;
    const { error, code, isInput } = outcome;
    // Prices that nothing can be computed from are found late.
    throw isInput ? new ApiError(400, error, { code, param: 'market' }) : new Error(error);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}
