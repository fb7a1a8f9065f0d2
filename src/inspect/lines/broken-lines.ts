/** Lines of a file that cannot be read: how many, and of the first ones why. */

import { countOf } from '../../core/count-of.ts';

const TOLD = 20;

export class BrokenLines {
  readonly #told: string[] = [];
  #count = 0;

  /** `index` counts from 0. */
  add(index: number, why: string): void {
    this.#count++;
    if (this.#told.length < TOLD) this.#told.push(`line ${index + 1}: ${why}`);
  }

  /** A sentence each, the file named; what is beyond the first ones is counted. */
  of(file: string): string[] {
    const more = this.#count - this.#told.length;
    return [
      ...this.#told.map((why) => `${file}, ${why}`),
      ...(more > 0 ? [`${file}: ${countOf(more, 'more line')} cannot be read`] : []),
    ];
  }
}
