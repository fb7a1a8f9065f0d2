/** Keeps the most recently used compiled sessions, each under a key that names its shape. */

export interface Releasable {
  compiled: { release(): Promise<void> };
}

export class SessionCache<T extends Releasable> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The entry under `key`, made when it is not there; the least recently used one goes when there are too many. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const found = this.#entries.get(key) ?? (await make());
    this.#entries.delete(key);
    this.#entries.set(key, found);
    if (this.#entries.size > this.#capacity) {
      const [oldest, entry] = this.#entries.entries().next().value as [string, T];
      this.#entries.delete(oldest);
      await entry.compiled.release();
    }
    return found;
  }

  async clear(): Promise<void> {
    for (const entry of this.#entries.values()) await entry.compiled.release();
    this.#entries.clear();
  }
}
