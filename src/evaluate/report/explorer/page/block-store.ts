/** Blocks decoded when they are needed; the last few are kept. Runs in the page. */

export interface BlockStore {
  /** The value of a block; waits for the part of the page that it stands in. */
  read: (id: string) => Promise<unknown>;
}

export function blockStore(decode: (packed: string) => Promise<unknown>): BlockStore {
  const KEPT = 6;
  const kept = new Map<string, Promise<unknown>>();

  async function element(id: string): Promise<HTMLElement> {
    while (document.readyState === 'loading' && !document.getElementById(id)?.nextSibling) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const found = document.getElementById(id);
    if (found === null) throw new Error(`This page lacks its part ${id}: the file is cut off.`);
    return found;
  }

  return {
    read(id) {
      const value = kept.get(id) ?? element(id).then(({ textContent }) => decode(textContent.trim()));
      kept.delete(id);
      kept.set(id, value);
      for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
      return value;
    },
  };
}
