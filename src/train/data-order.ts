/**
 * The order in which a stage meets its items: one seeded shuffle an epoch, read as an endless sequence, so that the
 * place of a step follows from its number alone and a resumed run needs no other state.
 */

import { Random } from '../core/random.ts';

export class DataOrder {
  readonly #seed: number;
  readonly #stage: string;
  readonly #count: number;
  #epoch = -1;
  #order: readonly number[] = [];

  /** `count` items, at least one. */
  constructor(seed: number, stage: string, count: number) {
    if (count < 1) throw new RangeError('DataOrder: there are no items');
    this.#seed = seed;
    this.#stage = stage;
    this.#count = count;
  }

  /** The item at a position: positions 0…count−1 are epoch 0, and so on. */
  at(position: number): number {
    const epoch = Math.floor(position / this.#count);
    if (epoch !== this.#epoch) {
      const items = Array.from({ length: this.#count }, (_, index) => index);
      this.#order = Random.derive(this.#seed, this.#stage, 'epoch', epoch).shuffle(items);
      this.#epoch = epoch;
    }
    return this.#order[position % this.#count] as number;
  }

  /** The items at positions from…to−1. */
  range(from: number, to: number): number[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, offset) => this.at(from + offset));
  }
}
