/** A page of what matches: all are counted, those between `offset` and its end are kept. */

export interface PageRange {
  offset: number;
  limit: number;
}

export class Window {
  readonly #range: PageRange;
  readonly items: number[] = [];
  total = 0;

  constructor(range: PageRange) {
    this.#range = range;
  }

  add(item: number): void {
    const { offset, limit } = this.#range;
    if (this.total >= offset && this.total < offset + limit) this.items.push(item);
    this.total++;
  }
}
