/** One end for all requests of a pool: when the caller's signal fires, everything that waits or is in flight ends at once. */

import { FinR1Error, InterruptedError } from '../core/errors.ts';

export class Stop {
  readonly #running = new Set<AbortController>();
  readonly #sleeping = new Set<(reason: unknown) => void>();
  readonly #signal: AbortSignal | undefined;
  readonly #onStop: (reason: FinR1Error) => void;
  #reason: FinR1Error | undefined;

  /** `onStop` is called once, before what is in flight ends. */
  constructor(signal: AbortSignal | undefined, onStop: (reason: FinR1Error) => void) {
    this.#signal = signal;
    this.#onStop = onStop;
    if (signal?.aborted) this.#fire();
    else signal?.addEventListener('abort', this.#fire, { once: true });
  }

  /** Undefined while the pool works. */
  get reason(): FinR1Error | undefined {
    return this.#reason;
  }

  readonly #fire = (): void => {
    const given: unknown = this.#signal?.reason;
    this.end(FinR1Error.isInstance(given) ? given : new InterruptedError('the requests were interrupted'));
  };

  end(reason: FinR1Error): void {
    if (this.#reason !== undefined) return;
    this.#signal?.removeEventListener('abort', this.#fire);
    this.#reason = reason;
    this.#onStop(reason);
    this.endSleeps(reason);
    for (const controller of this.#running) controller.abort(reason);
  }

  /** Runs `work` with a signal of its own, which fires at the end of all or after `ms`, with what `late` makes. */
  async during<T>(
    ms: number | null,
    late: (ms: number) => Error,
    work: (signal: AbortSignal) => PromiseLike<T>,
  ): Promise<T> {
    if (this.#reason !== undefined) throw this.#reason;
    const controller = new AbortController();
    const timer = ms === null ? undefined : setTimeout(() => controller.abort(late(ms)), ms);
    this.#running.add(controller);
    try {
      return await work(controller.signal);
    } finally {
      clearTimeout(timer);
      this.#running.delete(controller);
    }
  }

  /** Waits, and throws the reason when the end comes first. */
  sleep(ms: number): Promise<void> {
    if (this.#reason !== undefined) return Promise.reject(this.#reason);
    return new Promise((resolve, reject) => {
      const wake = (reason: unknown) => {
        clearTimeout(timer);
        this.#sleeping.delete(wake);
        reject(reason as Error);
      };
      const timer = setTimeout(() => {
        this.#sleeping.delete(wake);
        resolve();
      }, ms);
      this.#sleeping.add(wake);
    });
  }

  /** Ends the waiting only: what is in flight is paid for, and may come in. */
  endSleeps(reason: unknown): void {
    for (const wake of this.#sleeping) wake(reason);
  }
}
