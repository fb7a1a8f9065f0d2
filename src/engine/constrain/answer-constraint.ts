/** Which tokens an answer that is held to a form may go on with. */

import { FinR1Error } from '../../core/errors.ts';
import { END, stepAll } from './byte-reader.ts';
import type { ByteState, Reader } from './byte-reader.ts';

/** Ways to go on at one place; schemas that people write have a few dozen. */
const MOST_STATES = 10_000;

export class AnswerConstraint {
  readonly #bytesOf: (token: number) => Uint8Array | null;
  #states: readonly ByteState[];

  /** `bytesOf`: of a token of text; null for special ones. */
  constructor(reader: Reader, bytesOf: (token: number) => Uint8Array | null) {
    this.#bytesOf = bytesOf;
    this.#states = reader(END);
  }

  allows(token: number): boolean {
    const bytes = this.#bytesOf(token);
    return bytes !== null && bytes.length > 0 && this.#after(bytes).length > 0;
  }

  /** The answer goes on with the token. */
  take(token: number): void {
    this.#states = this.#after(this.#bytesOf(token) ?? new Uint8Array());
  }

  /** It may end here. */
  get mayEnd(): boolean {
    return this.#states.some((state) => state.isEnd);
  }

  #after(bytes: Uint8Array): readonly ByteState[] {
    let states: readonly ByteState[] = this.#states;
    for (const byte of bytes) {
      states = stepAll(states, byte);
      if (states.length === 0) break;
      if (states.length > MOST_STATES)
        throw new FinR1Error('json-schema', 'the schema can be read in too many ways', {
          hint: 'Use a simpler schema.',
        });
    }
    return states;
  }
}
