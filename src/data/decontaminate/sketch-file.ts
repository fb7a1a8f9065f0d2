/**
 * SketchFile: the sketches, golds and ids of questions in a file without a name, so that memory does not grow with them.
 *
 * Rows are collected in memory and written a chunk at a time: the rows first, all of one length, then their ids. The file loses its
 * name as soon as it is open: whatever ends the process, the system takes its room back, and no other process can meet it.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FinR1Error } from '../../core/errors.ts';
import { diskFull, readFailure, writeFailure } from '../../core/file-errors.ts';
import { SKETCH_WORDS } from './sketch.ts';

/** Of a row: the sketch, the gold, and the place and length of the id in bytes, from the first id of the chunk. */
export const GOLD = SKETCH_WORDS;
const ID = SKETCH_WORDS + 1;
const ID_BYTES = SKETCH_WORDS + 2;
export const ROW_WORDS = SKETCH_WORDS + 3;

export const CHUNK_ROWS = 1 << 12;
/** No file has this number. */
const CLOSED = -1;
const ROW_BYTES = 4 * ROW_WORDS;
const CHUNK_BYTES = CHUNK_ROWS * ROW_BYTES;

export class SketchFile {
  readonly #path: string;
  #file: number;
  /** Where each chunk that was written begins, and the next one will. */
  readonly #starts = [0];
  /** The chunk that is being filled. */
  readonly #rows = new Uint32Array(CHUNK_ROWS * ROW_WORDS);
  #ids: string[] = [];
  #idBytes = 0;

  /** Takes over the open `file`; `path` is only told. */
  constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /** A new file in `folder`. This and `append` throw the `FinR1Error` of a file that cannot be written. */
  static in(folder: string): SketchFile {
    const path = join(folder, `sketches-${randomUUID()}.partial`);
    try {
      const file = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
      return new SketchFile(path, file);
    } catch (error) {
      throw writeFailure(path, error);
    }
  }

  get #written(): number {
    return (this.#starts.length - 1) * CHUNK_ROWS;
  }

  get size(): number {
    return this.#written + this.#ids.length;
  }

  /** Bytes held in memory. */
  get bytes(): number {
    return this.#rows.byteLength + this.#idBytes + 8 * this.#starts.length;
  }

  append(sketch: Uint32Array, gold: number, id: string): void {
    if (this.#file === CLOSED) throw new RangeError(`${this.#path} is closed`);
    const at = this.#ids.length * ROW_WORDS;
    const bytes = Buffer.byteLength(id);
    this.#rows.set(sketch, at);
    this.#rows.set([gold, this.#idBytes, bytes], at + GOLD);
    this.#idBytes += bytes;
    if (this.#ids.push(id) === CHUNK_ROWS) this.#flush();
  }

  /** Copies `row` into `into`, of `ROW_WORDS` words. */
  read(row: number, into: Uint32Array): void {
    const at = row % CHUNK_ROWS;
    if (row < this.#written) this.#readAt(this.#startOf(row) + at * ROW_BYTES, into);
    else into.set(this.#rows.subarray(at * ROW_WORDS, (at + 1) * ROW_WORDS));
  }

  idOf(row: number): string {
    if (row >= this.#written) return this.#ids[row % CHUNK_ROWS] as string;
    const words = new Uint32Array(ROW_WORDS);
    this.read(row, words);
    const id = Buffer.alloc(words[ID_BYTES] as number);
    this.#readAt(this.#startOf(row) + CHUNK_BYTES + (words[ID] as number), id);
    return id.toString();
  }

  /** All rows in their order: the words of each begin at `at`. */
  forEach(visit: (words: Uint32Array, at: number, row: number) => void): void {
    const chunk = new Uint32Array(this.#rows.length);
    for (let first = 0; first < this.size; first += CHUNK_ROWS) {
      const isWritten = first < this.#written;
      if (isWritten) this.#readAt(this.#startOf(first), chunk);
      const rows = Math.min(CHUNK_ROWS, this.size - first);
      for (let i = 0; i < rows; i++) visit(isWritten ? chunk : this.#rows, i * ROW_WORDS, first + i);
    }
  }

  /** A second call does nothing; `append` and reading from the file throw afterwards. */
  close(): void {
    if (this.#file === CLOSED) return;
    closeSync(this.#file);
    this.#file = CLOSED;
  }

  #startOf(row: number): number {
    return this.#starts[Math.floor(row / CHUNK_ROWS)] as number;
  }

  #flush(): void {
    const ids = Buffer.from(this.#ids.join(''));
    const start = this.#starts.at(-1) as number;
    this.#writeAt(start, this.#rows);
    this.#writeAt(start + CHUNK_BYTES, ids);
    this.#starts.push(start + CHUNK_BYTES + ids.length);
    this.#ids = [];
    this.#idBytes = 0;
  }

  #writeAt(start: number, from: Uint8Array | Uint32Array): void {
    try {
      for (let done = 0; done < from.byteLength;) {
        const written = writeSync(this.#file, from, done, from.byteLength - done, start + done);
        if (written === 0) throw diskFull(this.#path);
        done += written;
      }
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
  }

  #readAt(start: number, into: Uint8Array | Uint32Array): void {
    try {
      for (let done = 0; done < into.byteLength;) {
        const read = readSync(this.#file, into, done, into.byteLength - done, start + done);
        if (read === 0) throw new FinR1Error('unreadable', `${this.#path} ends at byte ${start + done}`);
        done += read;
      }
    } catch (error) {
      throw readFailure(this.#path, error);
    }
  }
}
