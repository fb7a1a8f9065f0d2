/** Time that passes only when the client waits. */

import { setImmediate as turn } from 'node:timers/promises';

import type { Clock } from './clock.ts';

export class TestClock implements Clock {
  /** Every wait, in milliseconds. */
  readonly waits: number[] = [];
  readonly #timers = new Set<() => void>();
  #time = 0;

  now(): number {
    return this.#time;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    this.#time += milliseconds;
    await turn();
    signal.throwIfAborted();
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = (): void => {
      this.#time += milliseconds;
      then();
    };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return 0;
  }

  /** Every request that waits for an answer has waited too long. */
  expire(): void {
    const timers = [...this.#timers];
    this.#timers.clear();
    for (const timer of timers) timer();
  }
}
