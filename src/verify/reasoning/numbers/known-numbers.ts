/** The numbers that a trace has named so far, each from the place on from which it may explain others. */

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
    for (let at = this.#endOf(step) - 1; at >= 0 && known.length < MEMORY; at--) {
      const own = this.#numbers[at] as KnownNumber;
      if (own.from <= start && own.number !== self) known.push(own);
    }
    return known;
  }

  /** The index behind the last number of a step. */
  #endOf(step: number): number {
    let [from, to] = [0, this.#numbers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#numbers[middle]?.step ?? Infinity) <= step) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
