/** Reads the parts of a GGUF header one after the other; what a part claims is held against the size of the file. */

import { InputError } from '../../core/errors.ts';

/** The header goes on beyond the bytes at hand: read more of the file and parse again. */
export class NeedsMoreBytes extends Error {}

export class HeaderCursor {
  readonly path: string;
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #fileBytes: number;
  readonly #text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(path: string, bytes: Uint8Array, fileBytes: number) {
    this.path = path;
    this.#bytes = bytes;
    this.#fileBytes = fileBytes;
  }

  damaged(what: string, cause?: unknown): InputError {
    return new InputError(`${this.path} is not a whole GGUF file: ${what}`, {
      code: 'damaged',
      hint: 'It may be cut off or damaged; download or write it again.',
      cause,
    });
  }

  uint8(): number {
    return this.#take(1)[0] as number;
  }

  uint32(): number {
    return this.view(4).getUint32(0, true);
  }

  /** The next `length` bytes. */
  view(length: number): DataView {
    const bytes = this.#take(length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  uint64(what: string): number {
    const value = this.view(8).getBigUint64(0, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.damaged(`${what} claims to be ${value}`);
    return Number(value);
  }

  /** A number of things of at least `bytesEach` bytes: no more than the file can hold. */
  count(what: string, bytesEach: number): number {
    const count = this.uint64(what);
    if (count * bytesEach > this.#fileBytes - this.position)
      throw this.damaged(`${what} claims ${count} items, the file has ${this.#fileBytes} bytes`);
    return count;
  }

  string(what: string): string {
    const length = this.count(what, 1);
    const bytes = this.#take(length);
    try {
      return this.#text.decode(bytes);
    } catch (error) {
      throw this.damaged(`${what} is not UTF-8`, error);
    }
  }

  #take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.#fileBytes)
      throw this.damaged(`its header does not end within its ${this.#fileBytes} bytes`);
    if (end > this.#bytes.length) throw new NeedsMoreBytes();
    const bytes = this.#bytes.subarray(this.position, end);
    this.position = end;
    return bytes;
  }
}
