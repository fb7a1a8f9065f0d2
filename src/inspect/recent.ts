/** Things that cost something to make and to keep (open files, tables): the last few that were used, each closed once nobody uses it. */

export interface Closable {
  close(): Promise<void>;
}

interface Entry<T> {
  stamp: string;
  item: Promise<T>;
  users: number;
  /** To be closed with the last use. */
  isOut: boolean;
}

export class Recent<T extends Closable> {
  readonly #most: number;
  /** The one used last at the end. */
  readonly #entries = new Map<string, Entry<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Uses what is kept under `key`; what was made with another `stamp` is made anew. */
  async use<R>(
    key: string,
    { stamp = '', make }: { stamp?: string; make: () => Promise<T> },
    work: (item: T) => Promise<R>,
  ): Promise<R> {
    const known = this.#entries.get(key);
    const entry = known?.stamp === stamp ? known : { stamp, item: make(), users: 0, isOut: false };
    entry.users++;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    try {
      if (known !== undefined && known !== entry) await putOut(known);
      await this.#putOutOldest();
      return await work(await this.#itemOf(key, entry));
    } finally {
      entry.users--;
      if (entry.isOut) await putOut(entry);
    }
  }

  /** Lets go of what is kept under other keys. */
  async keepOnly(isWanted: (key: string) => boolean): Promise<void> {
    for (const [key, entry] of this.#entries) {
      if (isWanted(key)) continue;
      this.#entries.delete(key);
      await putOut(entry);
    }
  }

  close(): Promise<void> {
    return this.keepOnly(() => false);
  }

  async #putOutOldest(): Promise<void> {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#most) return;
      this.#entries.delete(key);
      await putOut(entry);
    }
  }

  /** One that could not be made is tried again the next time. */
  async #itemOf(key: string, entry: Entry<T>): Promise<T> {
    try {
      return await entry.item;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }
}

async function putOut<T extends Closable>(entry: Entry<T>): Promise<void> {
  entry.isOut = true;
  if (entry.users > 0) return;
  const [made] = await Promise.allSettled([entry.item]);
  if (made.status === 'fulfilled') await made.value.close();
}
