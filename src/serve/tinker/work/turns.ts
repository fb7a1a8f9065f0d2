/** Whose turn it is at the engine: one at a time, in the order in which they asked. */

export class Turns {
  #tail: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** Undefined when the end came before the turn. */
  async take<T>(work: () => Promise<T>): Promise<T | undefined> {
    const mine = this.#tail.then(() => (this.#isOver ? undefined : work()));
    this.#tail = mine.catch(() => undefined);
    return mine;
  }

  /** Nobody gets a turn any more; resolves once the one who has it is done. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#tail;
  }
}
