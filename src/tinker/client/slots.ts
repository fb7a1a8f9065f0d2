/** A bounded number of things at once, in the order in which they asked. */

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

  giveBack(): void {
    this.#free += 1;
    this.#serve();
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
