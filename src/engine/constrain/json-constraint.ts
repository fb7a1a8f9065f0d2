/** Which tokens an answer that shall be JSON of a schema may go on with. */

import { END, stepAll } from './byte-reader.ts';
import type { ByteState } from './byte-reader.ts';
import { schemaReader } from './json-schema.ts';

export class JsonConstraint {
  readonly #bytesOf: (token: number) => Uint8Array | null;
  #states: readonly ByteState[];

  /** `bytesOf`: of a token of text; null for special ones. @throws InputError for a schema that is not supported. */
  constructor(schema: unknown, bytesOf: (token: number) => Uint8Array | null) {
    this.#bytesOf = bytesOf;
    this.#states = schemaReader(schema)(END);
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
    }
    return states;
  }
}
