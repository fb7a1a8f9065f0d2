/**
 * MinHash (Broder 1997): for each of `count` seeded hash functions the smallest hash of a set. The share of equal minima of two sets
 * estimates their Jaccard similarity.
 */

import { Random } from '../../core/random.ts';

export class MinHash {
  readonly count: number;
  readonly #factors: Int32Array;
  readonly #offsets: Int32Array;

  /** Functions of different labels are independent of each other. */
  constructor(count: number, label: string) {
    const random = Random.derive(0, 'min-hash', label);
    this.count = count;
    this.#factors = Int32Array.from({ length: count }, () => random.uint32() | 1);
    this.#offsets = Int32Array.from({ length: count }, () => random.uint32());
  }

  /** The minima over `set`; all ones in 32 bits for the empty set. */
  minima(set: Iterable<number>): Uint32Array {
    const minima = new Uint32Array(this.count).fill(0xffffffff);
    for (const member of set) {
      for (let i = 0; i < this.count; i++) {
        const hash = (Math.imul(member, this.#factors[i] as number) + (this.#offsets[i] as number)) >>> 0;
        if (hash < (minima[i] as number)) minima[i] = hash;
      }
    }
    return minima;
  }
}

/** The similarity that two rows of minima estimate. */
export function estimate(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal / a.length;
}
