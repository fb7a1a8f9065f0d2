/** A bounded amount of something at once (tasks, requests, bytes), in the order in which it was asked for. */

export class Slots {
  readonly #size: number;
  #free: number;
  readonly #waiting: { count: number; start: () => void }[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#free = size;
  }

  /** How many one call may take. */
  get size(): number {
    return this.#size;
  }

  /** Resolves once `count` are free at the same time. */
  async take(count: number): Promise<void> {
    if (count > this.#size) throw new RangeError(`${count} slots were asked for and there are ${this.#size}`);
    await new Promise<void>((start) => {
      this.#waiting.push({ count, start });
      this.#serve();
    });
  }

  giveBack(count = 1): void {
    this.#free += count;
    this.#serve();
  }

  /** In one of the slots. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.take(1);
    try {
      return await task();
    } finally {
      this.giveBack();
    }
  }

  #serve(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && next.count <= this.#free;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= next.count;
      next.start();
    }
  }
}
