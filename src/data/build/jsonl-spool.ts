/**
 * JSON Lines that are written once and read again in any order. Only where each row begins is kept in memory, eight bytes a row, so
 * that a million questions cost no more than their file.
 */

import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';

import { FinR1Error } from '../../core/errors.ts';
import { diskFull, writeFailure } from '../../core/file-errors.ts';

const FLUSH_BYTES = 1 << 20;
const FIRST_CAPACITY = 1024;
const FIRST_LINE_BYTES = 1 << 14;

export class JsonlSpool<T extends object> {
  readonly path: string;
  readonly #file: number;
  /** Where each row begins, and after the last one where the next would. */
  #starts = new Float64Array(FIRST_CAPACITY);
  /** What is not written yet. One buffer for all rows: small ones by the million leave holes in memory that nothing else fills. */
  readonly #pending = Buffer.allocUnsafeSlow(FLUSH_BYTES);
  #pendingBytes = 0;
  /** What was last read. */
  #line = Buffer.allocUnsafeSlow(FIRST_LINE_BYTES);
  #open = true;
  size = 0;

  /** Begins an empty file. Every method throws `FinR1Error` naming the file that cannot be written. */
  constructor(path: string) {
    this.path = path;
    try {
      this.#file = openSync(path, 'w+');
    } catch (error) {
      throw writeFailure(path, error);
    }
  }

  append(row: T): void {
    this.appendLine(`${JSON.stringify(row)}\n`);
  }

  /** `line` is one row of JSON with its newline. */
  appendLine(line: string | Buffer): void {
    const length = Buffer.byteLength(line);
    if (this.#pendingBytes + length > FLUSH_BYTES) this.flush();
    if (length > FLUSH_BYTES) this.#write(Buffer.from(line));
    else if (typeof line === 'string') this.#pendingBytes += this.#pending.write(line, this.#pendingBytes);
    else this.#pendingBytes += line.copy(this.#pending, this.#pendingBytes);
    this.#count(length);
  }

  flush(): void {
    const bytes = this.#pending.subarray(0, this.#pendingBytes);
    this.#pendingBytes = 0;
    this.#write(bytes);
  }

  /** Row `index` as it was appended, with its newline; stays until the next row is read. */
  lineAt(index: number): Buffer {
    if (this.#pendingBytes > 0) this.flush();
    const start = this.#starts[index] as number;
    const length = (this.#starts[index + 1] as number) - start;
    if (length > this.#line.length) this.#line = Buffer.allocUnsafeSlow(2 * length);
    // A shorter one would leave a part of the row before.
    if (readSync(this.#file, this.#line, 0, length, start) !== length)
      throw new FinR1Error('unreadable', `${this.path} ends within the row at byte ${start}`);
    return this.#line.subarray(0, length);
  }

  at(index: number): T {
    return JSON.parse(this.lineAt(index).toString('utf8')) as T;
  }

  /** Writes what is pending and lets go of the file; a second call does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.flush();
      fdatasyncSync(this.#file);
    } catch (error) {
      throw writeFailure(this.path, error);
    } finally {
      closeSync(this.#file);
    }
  }

  #count(bytes: number): void {
    if (this.size + 1 === this.#starts.length) {
      const grown = new Float64Array(2 * this.#starts.length);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    const start = this.#starts[this.size] ?? 0;
    this.#starts[++this.size] = start + bytes;
  }

  #write(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length;) {
        const written = writeSync(this.#file, bytes, done);
        if (written === 0) throw diskFull(this.path);
        done += written;
      }
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}
