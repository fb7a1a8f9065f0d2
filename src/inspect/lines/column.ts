/** Numbers of one kind, one a row, in a typed array that grows: what is kept of a hundred thousand rows. */

type Numbers = Uint8Array | Int32Array | Float64Array;

export class Column<T extends Numbers> {
  #values: T;
  #size = 0;
  readonly #make: new (length: number) => T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#values = new make(64);
  }

  get size(): number {
    return this.#size;
  }

  /** @throws RangeError where there is no such row. */
  at(row: number): number {
    if (!(row >= 0 && row < this.#size)) throw new RangeError(`row ${row} of ${this.#size}`);
    return this.#values[row] as number;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const grown = new this.#make(2 * this.#size);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#size++] = value;
  }

  set(row: number, value: number): void {
    if (!(row >= 0 && row < this.#size)) throw new RangeError(`row ${row} of ${this.#size}`);
    this.#values[row] = value;
  }
}
