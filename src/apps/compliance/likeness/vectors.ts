/** Passages as vectors of length 1: log counts of their features, the rarer ones weighing more (tf–idf, sublinear, as scikit-learn's). */

import { FEATURES } from './features.ts';

export interface Vector {
  /** Features, ascending, each once. */
  ids: Int32Array;
  values: Float32Array;
}

export class Weighing {
  readonly #rarity: Float32Array;

  /** @param documents features of each passage, with repeats */
  constructor(documents: readonly Int32Array[]) {
    const holds = new Uint32Array(FEATURES);
    const seenIn = new Int32Array(FEATURES).fill(-1);
    for (const [number, document] of documents.entries())
      for (const id of document) {
        if (seenIn[id] === number) continue;
        seenIn[id] = number;
        (holds[id] as number)++;
      }
    this.#rarity = Float32Array.from(holds, (count) => Math.log((1 + documents.length) / (1 + count)) + 1);
  }

  /** Of passages that stand together. */
  vector(passages: readonly Int32Array[]): Vector {
    const all = new Int32Array(passages.reduce((sum, passage) => sum + passage.length, 0));
    let at = 0;
    for (const passage of passages) {
      all.set(passage, at);
      at += passage.length;
    }
    all.sort();
    const ids = new Int32Array(all.length);
    const values = new Float32Array(all.length);
    let count = 0;
    let squares = 0;
    for (let from = 0; from < all.length;) {
      const id = all[from] as number;
      let to = from + 1;
      while (all[to] === id) to++;
      const value = (1 + Math.log(to - from)) * (this.#rarity[id] as number);
      ids[count] = id;
      values[count++] = value;
      squares += value * value;
      from = to;
    }
    const length = Math.sqrt(squares) || 1;
    return {
      ids: ids.slice(0, count),
      values: values.subarray(0, count).map((value) => value / length),
    };
  }
}

/** Of a vector and one with a value for every feature. */
export function dot({ ids, values }: Vector, dense: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < ids.length; at++)
    sum += (values[at] as number) * (dense[ids[at] as number] as number);
  return sum;
}

/** Adds a multiple of a vector. */
export function add(dense: Float32Array, { ids, values }: Vector, times: number): void {
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] as number;
    dense[id] = (dense[id] as number) + times * (values[at] as number);
  }
}
