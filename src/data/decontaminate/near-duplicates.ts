/**
 * NearDuplicates: finds a training question that came before, word for word or nearly so, in a stream of millions.
 *
 * A duplicate has the same numbers, and an ask and a material that are each at least 0.9 alike (Jaccard similarity of shingles, estimated
 * from a sketch, see `sketch.ts`; equal texts have 1). Another question on the same page is none, nor is a template with other numbers.
 * Memory: about 50 bytes a question, for the table; sketches and ids lie in a file and are read where the table points at them.
 */

import { tmpdir } from 'node:os';
import { InputError } from '../../core/errors.ts';
import type { Question } from '../../core/question.ts';
import { BandTable, LAST_ROW } from './band-table.ts';
import { goldKey } from './gold-key.ts';
import { wholeTokens } from './question-tokens.ts';
import { ALIKE, BANDS, bandKey, similarity, sketchOf } from './sketch.ts';
import { GOLD, ROW_WORDS, SketchFile } from './sketch-file.ts';

export interface Duplicate {
  /** The earlier question, `source/id`. */
  of: string;
  score: number;
  /** True when the earlier one has another gold: at least one of both is wrong. */
  conflict: boolean;
}

interface Similar {
  row: number;
  score: number;
  gold: number;
}

/** Under one band so many different questions are kept. */
const MOST_IN_BAND = 16;

export class NearDuplicates {
  readonly #rows: SketchFile;
  #bands = new BandTable();
  /** What was last read, kept so as not to make them anew for every band. */
  readonly #row = new Uint32Array(ROW_WORDS);
  readonly #found: number[] = [];

  /** Its file, which has no name, takes 130 bytes a question in `folder`. @throws FinR1Error when none can be made there. */
  constructor(folder: string = tmpdir()) {
    this.#rows = SketchFile.in(folder);
  }

  /** Bytes held in memory. */
  get bytes(): number {
    return this.#bands.bytes + this.#rows.bytes;
  }

  /**
   * The earlier question that `question` repeats; null, and `question` is remembered, when there is none.
   * @throws FinR1Error when the file cannot be written or read.
   */
  seen(question: Question): Duplicate | null {
    const sketch = sketchOf(wholeTokens(question));
    if (sketch === null) return null;
    const gold = goldKey(question.reference);
    const keys = Array.from({ length: BANDS }, (_, band) => bandKey(sketch, 0, band));
    const { best, withRoom } = this.#lookUp(sketch, keys);
    if (best !== null) {
      return { of: this.#rows.idOf(best.row), score: best.score, conflict: best.gold !== gold };
    }
    this.#remember(sketch, gold, `${question.source}/${question.id}`, withRoom);
    return null;
  }

  /** Lets go of file and table; `seen` throws afterwards. */
  close(): void {
    this.#rows.close();
    this.#bands.release();
    this.#bands = new BandTable();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** The first of the most similar rows that are alike enough; without one, the keys under which another row may be kept. */
  #lookUp(sketch: Uint32Array, keys: readonly number[]): { best: Similar | null; withRoom: number[] } {
    let best: Similar | null = null;
    const withRoom: number[] = [];
    for (const [band, key] of keys.entries()) {
      let same = 0;
      this.#bands.find(key, this.#found);
      for (const row of this.#found) {
        this.#rows.read(row, this.#row);
        if (bandKey(this.#row, 0, band) !== key) continue;
        same++;
        const score = similarity(sketch, 0, this.#row, 0);
        if (score < ALIKE) continue;
        if (best === null || score > best.score || (score === best.score && row < best.row))
          best = { row, score, gold: this.#row[GOLD] as number };
      }
      if (best?.score === 1) break;
      if (same < MOST_IN_BAND) withRoom.push(key);
    }
    return { best, withRoom };
  }

  #remember(sketch: Uint32Array, gold: number, id: string, keys: readonly number[]): void {
    const row = this.#rows.size;
    if (row > LAST_ROW)
      throw new InputError(`${id}: more than ${LAST_ROW} different questions cannot be compared at once`, {
        code: 'too-many',
        hint: 'Build the data set in parts, each with some of the sources.',
      });
    if (this.#bands.isFullWith(keys.length)) this.#grow();
    this.#rows.append(sketch, gold, id);
    for (const key of keys) this.#bands.add(key, row);
  }

  #grow(): void {
    const larger = this.#bands.larger();
    this.#rows.forEach((words, at, row) => {
      for (let band = 0; band < BANDS; band++) {
        const key = bandKey(words, at, band);
        if (this.#bands.has(key, row)) larger.add(key, row);
      }
    });
    this.#bands.release();
    this.#bands = larger;
  }
}
