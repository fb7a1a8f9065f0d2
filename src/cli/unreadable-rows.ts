/** Rows that could not be read, told on stderr by file and number: the first ones at once, all of them counted. */

import { countOf } from '../core/count-of.ts';
import type { InputError } from '../core/errors.ts';

const MOST_SHOWN = 20;

export class UnreadableRows {
  readonly #say: (line: string) => void;
  #count = 0;

  constructor(say: (line: string) => void = (line) => console.error(line)) {
    this.#say = say;
  }

  get count(): number {
    return this.#count;
  }

  add({ message }: InputError): void {
    this.#count++;
    if (this.#count <= MOST_SHOWN) this.#say(`unreadable: ${message}`);
  }

  /** Says nothing where all could be read. */
  sumUp(): void {
    if (this.#count === 0) return;
    const more = this.#count > MOST_SHOWN ? `, of which the first ${MOST_SHOWN} are shown` : '';
    this.#say(`unreadable: ${countOf(this.#count, 'row')}${more}; all others were checked`);
  }
}
