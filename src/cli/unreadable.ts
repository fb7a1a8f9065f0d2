/** Rows and files that could not be read, told on stderr: the first rows at once, each file, all of them counted. */

import { countOf } from '../core/count-of.ts';
import type { InputError } from '../core/errors.ts';

const MOST_SHOWN = 20;

export class Unreadable {
  readonly #say: (line: string) => void;
  #rows = 0;
  #files = 0;

  constructor(say: (line: string) => void = (line) => console.error(line)) {
    this.#say = say;
  }

  /** Rows and files. */
  get count(): number {
    return this.#rows + this.#files;
  }

  addRow({ message }: InputError): void {
    this.#rows++;
    if (this.#rows <= MOST_SHOWN) this.#say(`unreadable: ${message}`);
  }

  /** @param prefix stands before the file's name: where in its folder it lies */
  addFile({ message, hint }: InputError, prefix = ''): void {
    this.#files++;
    this.#say(`unreadable: ${prefix}${message}${hint === undefined ? '' : `\n${hint}`}`);
  }

  /** Says nothing where all could be read. */
  sumUp(): void {
    if (this.count === 0) return;
    const more = this.#rows > MOST_SHOWN ? `, of which the first ${MOST_SHOWN} are shown` : '';
    const counted = [
      ...(this.#files > 0 ? [countOf(this.#files, 'file')] : []),
      ...(this.#rows > 0 ? [`${countOf(this.#rows, 'row')}${more}`] : []),
    ];
    this.#say(`unreadable: ${counted.join(', ')}; all others were checked`);
  }
}
