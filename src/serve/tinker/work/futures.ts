/** Those who wait for a job to end: an open poll costs an entry here and a timer. */

export class Futures {
  readonly #waiting = new Map<number, Set<() => void>>();
  #isOver = false;

  get size(): number {
    return this.#waiting.values().reduce((sum, all) => sum + all.size, 0);
  }

  /** Resolves when the job has ended, after `ms`, when `left` fires, or at the end of the server. */
  wait(id: number, ms: number, left: AbortSignal): Promise<void> {
    if (this.#isOver || left.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const all = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, all);
      const done = (): void => {
        clearTimeout(timer);
        left.removeEventListener('abort', done);
        all.delete(done);
        if (all.size === 0 && this.#waiting.get(id) === all) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(done, ms);
      left.addEventListener('abort', done);
      all.add(done);
    });
  }

  settled(id: number): void {
    for (const done of [...(this.#waiting.get(id) ?? [])]) done();
  }

  /** Nobody waits any more. */
  end(): void {
    this.#isOver = true;
    for (const id of [...this.#waiting.keys()]) this.settled(id);
  }
}
