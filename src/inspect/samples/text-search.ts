/**
 * Search through the texts of all rows: those that hold all words, wherever they stand in it, small and capital letters alike. The file
 * of texts is gone through in slices; what was found is kept for the next page and the next look, to which only new rows are added.
 */

import type { SideTexts } from '../lines/side-texts.ts';

interface Found {
  /** 1 for a row that holds all words. */
  marks: Uint8Array;
  /** Rows that were looked at. */
  upTo: number;
}

/** Rows from `first` to before `after`. */
interface Slice {
  first: number;
  after: number;
  texts: Buffer;
}

const SLICE = 1 << 20;
const KEPT = 8;

export class TextSearch {
  readonly #texts: SideTexts;
  readonly #found = new Map<string, Found>();
  /** One at a time goes through the file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(texts: SideTexts) {
    this.#texts = texts;
  }

  /** A mark for each row that there is now; null where there is nothing to look for. */
  async find(query: string): Promise<Uint8Array | null> {
    const words = [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))];
    if (words.length === 0) return null;
    const key = words.join(' ');
    const found = this.#found.get(key) ?? { marks: new Uint8Array(0), upTo: 0 };
    this.#found.delete(key);
    this.#found.set(key, found);
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= KEPT) break;
      this.#found.delete(oldest);
    }
    const look = this.#turn.then(() => this.#goThrough(found, words));
    this.#turn = look.catch(() => undefined);
    await look;
    return found.marks;
  }

  async #goThrough(found: Found, words: readonly string[]): Promise<void> {
    const size = this.#texts.size;
    if (size === found.upTo) return;
    const marks = new Uint8Array(size);
    marks.set(found.marks);
    // The longest is the rarest, as a rule.
    const needles = words.toSorted((a, b) => b.length - a.length).map((word) => Buffer.from(word));
    // While one slice is gone through the next one is read.
    let [spare, other] = [Buffer.allocUnsafe(SLICE), Buffer.allocUnsafe(SLICE)];
    const read = (first: number): Promise<Slice> | null => {
      if (first >= size) return null;
      const after = this.#sliceEnd(first, size);
      const bytes = this.#texts.startOf(after) - this.#texts.startOf(first);
      if (bytes > spare.length) spare = Buffer.allocUnsafe(bytes);
      const into = spare;
      [spare, other] = [other, spare];
      return this.#texts.readRows(first, after, into).then((texts) => ({ first, after, texts }));
    };
    for (let reading = read(found.upTo); reading !== null;) {
      const slice = await reading;
      reading = read(slice.after);
      this.#mark(marks, slice, needles);
    }
    found.marks = marks;
    found.upTo = size;
  }

  #mark(marks: Uint8Array, { first, after, texts }: Slice, [rarest, ...others]: readonly Buffer[]): void {
    if (rarest === undefined) return;
    const base = this.#texts.startOf(first);
    let row = first;
    let end = this.#texts.startOf(row + 1) - base;
    for (let at = texts.indexOf(rarest); at >= 0; at = texts.indexOf(rarest, end)) {
      while (end <= at) end = this.#texts.startOf(++row + 1) - base;
      const own = texts.subarray(this.#texts.startOf(row) - base, end);
      if (others.every((word) => own.includes(word))) marks[row] = 1;
      if (row + 1 >= after) return;
    }
  }

  /** The row before which a slice ends; at least one row. */
  #sliceEnd(first: number, size: number): number {
    const limit = this.#texts.startOf(first) + SLICE;
    let [low, high] = [first + 1, size];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#texts.startOf(middle) <= limit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
