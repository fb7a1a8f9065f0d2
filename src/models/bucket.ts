/** A token bucket: lets a steady rate through, with one second's worth at once, and never more than the limit a minute. */

const MINUTE = 60_000;
const BURST = MINUTE / 1000;

export class Bucket {
  readonly #size: number;
  /** A millisecond. */
  readonly #rate: number;
  #level: number;
  #at = performance.now();

  /** Without a limit everything passes. */
  constructor(limitPerMinute = Number.POSITIVE_INFINITY) {
    this.#size = Math.max(1, limitPerMinute / BURST);
    this.#rate = Math.max(limitPerMinute - this.#size, limitPerMinute / 2) / MINUTE;
    this.#level = this.#size;
  }

  /** Milliseconds until `amount` may pass; one that is larger than the bucket passes when it is full, and empties it below zero. */
  waitFor(amount: number): number {
    if (this.#size === Number.POSITIVE_INFINITY) return 0;
    const now = performance.now();
    this.#level = Math.min(this.#size, this.#level + (now - this.#at) * this.#rate);
    this.#at = now;
    return Math.max(0, (Math.min(amount, this.#size) - this.#level) / this.#rate);
  }

  /** Takes `amount` out; a negative one gives back what was taken too much. */
  take(amount: number): void {
    if (this.#size !== Number.POSITIVE_INFINITY) this.#level -= amount;
  }
}
