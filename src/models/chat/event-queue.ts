/** Events that are told faster or slower than they are taken: an async iterable that is fed from outside, for one reader. */

export class EventQueue<T> implements AsyncIterable<T> {
  #events: T[] = [];
  #wake: (() => void) | null = null;
  #isEnded = false;
  #error: Error | null = null;
  readonly #merge: (last: T, next: T) => T | null;
  readonly #onLeave: () => void;

  /** `merge` joins an event to the last one that nobody has taken yet; null: they stay two. `onLeave`: the reader is gone before the end. */
  constructor({ merge, onLeave }: { merge: (last: T, next: T) => T | null; onLeave: () => void }) {
    this.#merge = merge;
    this.#onLeave = onLeave;
  }

  push(event: T): void {
    if (this.#isEnded) return;
    const last = this.#events.at(-1);
    const merged = last === undefined ? null : this.#merge(last, event);
    if (merged === null) this.#events.push(event);
    else this.#events[this.#events.length - 1] = merged;
    this.#wakeUp();
  }

  end(): void {
    this.#isEnded = true;
    this.#wakeUp();
  }

  /** The reader gets what came before, then the error. */
  fail(error: Error): void {
    this.#error ??= error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    let isDone = false;
    try {
      for (;;) {
        for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) yield event;
        if (this.#isEnded) break;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      isDone = true;
      if (this.#error !== null) throw this.#error;
    } finally {
      if (!isDone) this.#onLeave();
    }
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
