/** Keeps the most recently used compiled sessions, each under a key that names its shape, up to a number or a weight of all. */

export interface Releasable {
  compiled: { release(): Promise<void> };
}

export class SessionCache<T extends Releasable> {
  readonly #entries = new Map<string, { entry: T; weight: number }>();
  #weight = 0;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The entry under `key`, made when it is not there; the least recently used ones go when all weigh too much. */
  async get(key: string, make: () => Promise<T>, weight = 1): Promise<T> {
    const known = this.#entries.get(key);
    const entry = known?.entry ?? (await make());
    this.#entries.delete(key);
    this.#entries.set(key, { entry, weight });
    if (known === undefined) this.#weight += weight;
    for (const [oldest, { entry: other, weight: less }] of this.#entries) {
      if (this.#weight <= this.#capacity || oldest === key) break;
      this.#entries.delete(oldest);
      this.#weight -= less;
      await other.compiled.release();
    }
    return entry;
  }

  async clear(): Promise<void> {
    for (const { entry } of this.#entries.values()) await entry.compiled.release();
    this.#entries.clear();
    this.#weight = 0;
  }
}
