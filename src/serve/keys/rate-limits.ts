/** Requests and tokens a minute of each key, as buckets that fill evenly (token bucket). */

import { ApiError } from '../api-error.ts';
import type { KeyLimits } from './api-keys.ts';

class Bucket {
  readonly #perMinute: number;
  #left: number;
  #at: number;

  constructor(perMinute: number, now: number) {
    this.#perMinute = perMinute;
    this.#left = perMinute;
    this.#at = now;
  }

  /** Seconds until `needed` is there; 0: it is. */
  wait(needed: number, now: number): number {
    this.#left = Math.min(this.#perMinute, this.#left + ((now - this.#at) / 60_000) * this.#perMinute);
    this.#at = now;
    return this.#left >= needed ? 0 : Math.ceil(((needed - this.#left) / this.#perMinute) * 60 - 1e-6);
  }

  take(amount: number): void {
    this.#left -= amount;
  }
}

/** What a key has left. Its tokens are only known afterwards: who has none left waits until the bucket is above nothing again. */
export class RateLimits {
  readonly #buckets = new Map<string, { requests: Bucket | null; tokens: Bucket | null }>();
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** @throws ApiError 429 that says when to come again. */
  enter(name: string, limits: KeyLimits): void {
    const now = this.#clock();
    const { requests, tokens } = this.#of(name, limits, now);
    const waits = [
      ['requests', requests?.wait(1, now) ?? 0, limits.requestsPerMinute],
      ['tokens', tokens?.wait(1, now) ?? 0, limits.tokensPerMinute],
    ] as const;
    for (const [what, seconds, limit] of waits) {
      if (seconds === 0) continue;
      throw new ApiError(429, `This key may use ${limit} ${what} a minute. Try again in ${seconds} s.`, {
        code: 'rate_limit_exceeded',
        retryAfter: seconds,
      });
    }
    requests?.take(1);
  }

  used(name: string, tokens: number): void {
    this.#buckets.get(name)?.tokens?.take(tokens);
  }

  #of(name: string, { requestsPerMinute, tokensPerMinute }: KeyLimits, now: number) {
    let found = this.#buckets.get(name);
    if (found === undefined) {
      const bucket = (perMinute: number | undefined) =>
        perMinute === undefined ? null : new Bucket(perMinute, now);
      found = { requests: bucket(requestsPerMinute), tokens: bucket(tokensPerMinute) };
      this.#buckets.set(name, found);
    }
    return found;
  }
}
