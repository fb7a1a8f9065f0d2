/**
 * NearDuplicates: finds a training question that came before, word for word or nearly so, in a stream of millions.
 *
 * A duplicate has the same numbers, and an ask and a material that are each at least 0.9 alike (Jaccard similarity of shingles, estimated
 * from a sketch, see `sketch.ts`; equal texts have 1). Another question on the same page is none, nor is a template with other numbers.
 * Memory: 108 bytes a question, its id, and about 70 bytes of table; the texts are not kept.
 */

import type { Question } from '../../core/question.ts';
import { goldKey } from './gold-key.ts';
import { wholeTokens } from './question-tokens.ts';
import { BANDS, bandKey, SKETCH_WORDS, similarity, sketchOf } from './sketch.ts';
import { TextStore } from './text-store.ts';

export interface Duplicate {
  /** The earlier question, `source/id`. */
  of: string;
  score: number;
  /** True when the earlier one has another gold: at least one of both is wrong. */
  conflict: boolean;
}

const ALIKE = 0.9;
/** Under one band so many different questions are kept. */
const MOST_IN_BAND = 16;
const FIRST_CAPACITY = 1 << 12;
const FULLEST = 0.75;

/** Of a row: the sketch, the gold, the place of the id. */
const GOLD = SKETCH_WORDS;
const ID = SKETCH_WORDS + 1;
const ROW_WORDS = SKETCH_WORDS + 2;
const CHUNK_BITS = 13;
const CHUNK_ROWS = 1 << CHUNK_BITS;

export class NearDuplicates {
  readonly #chunks: Uint32Array[] = [];
  readonly #ids = new TextStore();
  #rows = 0;
  /** Row numbers plus one, under the keys of their bands; 0 is an empty slot. */
  #slots = new Uint32Array(FIRST_CAPACITY);
  #used = 0;

  /** Bytes held. */
  get bytes(): number {
    const rows = this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    return rows + this.#slots.byteLength + this.#ids.bytes;
  }

  /** The earlier question that `question` repeats; null, and `question` is remembered, when there is none. */
  seen(question: Question): Duplicate | null {
    const sketch = sketchOf(wholeTokens(question));
    if (sketch === null) return null;
    const gold = goldKey(question.reference);
    const best = this.#mostSimilar(sketch);
    if (best === null) {
      this.#remember(sketch, gold, `${question.source}/${question.id}`);
      return null;
    }
    const [chunk, at] = this.#place(best.row);
    return {
      of: this.#ids.at(chunk[at + ID] as number),
      score: best.score,
      conflict: chunk[at + GOLD] !== gold,
    };
  }

  /** The first of the most similar rows that are alike enough. */
  #mostSimilar(sketch: Uint32Array): { row: number; score: number } | null {
    let best: { row: number; score: number } | null = null;
    for (let band = 0; band < BANDS; band++) {
      for (const row of this.#inBand(bandKey(sketch, 0, band), band)) {
        const score = similarity(sketch, 0, ...this.#place(row));
        if (score < ALIKE) continue;
        if (best === null || score > best.score || (score === best.score && row < best.row))
          best = { row, score };
      }
      if (best?.score === 1) break;
    }
    return best;
  }

  #remember(sketch: Uint32Array, gold: number, id: string): void {
    const row = this.#rows++;
    const index = row >>> CHUNK_BITS;
    this.#chunks[index] ??= new Uint32Array(CHUNK_ROWS * ROW_WORDS);
    const [chunk, at] = this.#place(row);
    chunk.set(sketch, at);
    chunk[at + GOLD] = gold;
    chunk[at + ID] = this.#ids.add(id);
    if (this.#used + BANDS > this.#slots.length * FULLEST) this.#grow();
    else this.#file(row);
  }

  #place(row: number): [chunk: Uint32Array, at: number] {
    return [this.#chunks[row >>> CHUNK_BITS] as Uint32Array, (row & (CHUNK_ROWS - 1)) * ROW_WORDS];
  }

  /** Rows under `key` in `band`. */
  #inBand(key: number, band: number): number[] {
    const rows: number[] = [];
    const mask = this.#slots.length - 1;
    for (let slot = key & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = (this.#slots[slot] as number) - 1;
      if (bandKey(...this.#place(row), band) === key) rows.push(row);
    }
    return rows;
  }

  #file(row: number): void {
    const mask = this.#slots.length - 1;
    for (let band = 0; band < BANDS; band++) {
      const key = bandKey(...this.#place(row), band);
      let same = 0;
      let slot = key & mask;
      for (; this.#slots[slot] !== 0 && same < MOST_IN_BAND; slot = (slot + 1) & mask) {
        if (bandKey(...this.#place((this.#slots[slot] as number) - 1), band) === key) same++;
      }
      if (same === MOST_IN_BAND) continue;
      this.#slots[slot] = row + 1;
      this.#used++;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    this.#used = 0;
    for (let row = 0; row < this.#rows; row++) this.#file(row);
  }
}
