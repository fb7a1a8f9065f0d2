/** The numbers that a trace has named so far, each from the place on from which it may explain others. */

import { firstIndex } from '../../../core/first-index.ts';
import type { ParsedNumber } from '../../number.ts';

export interface KnownNumber {
  number: ParsedNumber;
  step: number;
  /** From here on it counts: the result of a calculation from its end, what the source gives from everywhere. */
  from: number;
}

/** So many of the nearest are looked at. */
const MEMORY = 48;

export class KnownNumbers {
  readonly #numbers: KnownNumber[] = [];

  /** In the order of the text. */
  add(known: KnownNumber): void {
    this.#numbers.push(known);
  }

  /** What is known at a place, its whole step included, the last first. */
  at(step: number, start: number, self: ParsedNumber): KnownNumber[] {
    const known: KnownNumber[] = [];
    const end = firstIndex(this.#numbers.length, (at) => (this.#numbers[at] as KnownNumber).step <= step);
    for (let at = end - 1; at >= 0 && known.length < MEMORY; at--) {
      const own = this.#numbers[at] as KnownNumber;
      if (own.from <= start && own.number !== self) known.push(own);
    }
    return known;
  }
}
