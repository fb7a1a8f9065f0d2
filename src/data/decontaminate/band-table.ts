/**
 * BandTable: from the keys of bands to the numbers of the rows that have them, in four bytes an entry.
 *
 * An open-addressing table whose slot holds a row and only six bits of its key, so that of the rows found nearly all others are left
 * out at once, but the key itself must be looked up in the row. It grows by a quarter and is kept 0.68 to 0.85 full.
 */

const ROW_BITS = 26;
/** The highest number that a row may have. */
export const LAST_ROW = 2 ** ROW_BITS - 2;
const ROW = 2 ** ROW_BITS - 1;
const FIRST_SLOTS = 1 << 12;
const FULLEST = 0.85;
const GROWTH = 1.25;

/** Row number plus one under the last bits of the key; 0 is an empty slot. */
function entryOf(key: number, row: number): number {
  return ((key << ROW_BITS) | (row + 1)) >>> 0;
}

export class BandTable {
  #slots: Uint32Array<ArrayBuffer>;
  #used = 0;

  constructor(slots = FIRST_SLOTS) {
    this.#slots = new Uint32Array(slots);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#slots.byteLength;
  }

  /** Whether `more` entries are too many; they go into `larger()` then, with those that are here. */
  isFullWith(more: number): boolean {
    return this.#used + more > this.#slots.length * FULLEST;
  }

  /** An empty table of the next size. */
  larger(): BandTable {
    return new BandTable(Math.ceil(this.#slots.length * GROWTH));
  }

  /** Gives the memory back at once, where the collector may take minutes; the table is of no use afterwards. */
  release(): void {
    this.#slots = new Uint32Array(this.#slots.buffer.transfer(0));
  }

  /** Writes the rows that may have `key` into `found`, which is emptied first; rows that have it are among them. */
  find(key: number, found: number[]): void {
    found.length = 0;
    const slots = this.#slots;
    for (let slot = this.#first(key); slots[slot] !== 0; slot = this.#next(slot)) {
      const entry = slots[slot] as number;
      if ((entry ^ (key << ROW_BITS)) >>> ROW_BITS === 0) found.push((entry & ROW) - 1);
    }
  }

  has(key: number, row: number): boolean {
    const entry = entryOf(key, row);
    const slots = this.#slots;
    let slot = this.#first(key);
    while (slots[slot] !== 0 && slots[slot] !== entry) slot = this.#next(slot);
    return slots[slot] === entry;
  }

  add(key: number, row: number): void {
    const slots = this.#slots;
    let slot = this.#first(key);
    while (slots[slot] !== 0) slot = this.#next(slot);
    slots[slot] = entryOf(key, row);
    this.#used++;
  }

  /** By the first bits of the key: the last ones stand in the entry. */
  #first(key: number): number {
    return Math.floor((key * this.#slots.length) / 2 ** 32);
  }

  #next(slot: number): number {
    return slot + 1 === this.#slots.length ? 0 : slot + 1;
  }
}
