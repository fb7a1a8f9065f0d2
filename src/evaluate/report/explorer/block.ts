/** Data in the page: gzip in base64, in an element that the browser does not run. Nothing that a model or a data set says can end it. */

import { gzipSync } from 'node:zlib';

/** The element as text; `page/decode-block.ts` reads it. */
export function block(id: string, value: unknown): string {
  const packed = gzipSync(JSON.stringify(value)).toString('base64');
  return `<script type="application/gzip" id="${id}">${packed}</script>\n`;
}

/** A block is full with this many items or characters: small enough to be decoded between two frames or nearly. */
const ITEMS = 200;
const CHARACTERS = 1 << 20;

/** Collects items into blocks `NAME-0`, `NAME-1`, …, each packed as soon as it is full. */
export class BlockWriter<T> {
  /** The finished elements. */
  readonly blocks: string[] = [];
  /** The number of the first item of each block. */
  readonly firsts: number[] = [];
  readonly #name: string;
  #items: T[] = [];
  #count = 0;
  #characters = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** `characters` is about how much the item holds. Returns the item's number. */
  add(item: T, characters: number): number {
    if (this.#items.length === 0) this.firsts.push(this.#count);
    this.#items.push(item);
    this.#characters += characters;
    if (this.#items.length === ITEMS || this.#characters >= CHARACTERS) this.finish();
    return this.#count++;
  }

  /** Packs what is left. */
  finish(): void {
    if (this.#items.length === 0) return;
    this.blocks.push(block(`${this.#name}-${this.blocks.length}`, this.#items));
    this.#items = [];
    this.#characters = 0;
  }
}
