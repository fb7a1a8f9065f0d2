/** Time and chance of the client, so that tests wait for nothing. */

import { randomInt } from 'node:crypto';
import { setTimeout as pauseFor } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** @throws when `signal` aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls `then` after a time unless the returned function is called before. */
  after(milliseconds: number, then: () => void): () => void;
  /** From 0 to below 1, for the jitter of waits. */
  random(): number;
}

const GRAINS = 2 ** 32;

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    await pauseFor(milliseconds, undefined, { signal });
  },
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => randomInt(GRAINS) / GRAINS,
};
