/** Names that come again and again (stages, benchmarks, ids), as numbers in the order of their first coming. */

export class Names {
  readonly #codes = new Map<string, number>();
  readonly #names: string[] = [];

  get all(): readonly string[] {
    return this.#names;
  }

  /** The number of a name, which is taken up where it is new. */
  code(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    this.#codes.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  /** Undefined for a name that never came. */
  find(name: string): number | undefined {
    return this.#codes.get(name);
  }

  /** @throws RangeError for a number that was never given. */
  name(code: number): string {
    const name = this.#names[code];
    if (name === undefined) throw new RangeError(`name ${code} of ${this.#names.length}`);
    return name;
  }
}
