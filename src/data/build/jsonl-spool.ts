/**
 * JSON Lines that are written once and read again in any order. Only where each row begins is kept in memory, eight bytes a row, so
 * that a million questions cost no more than their file.
 */

import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';

import { diskFull, writeFailure } from '../../core/file-errors.ts';

const FLUSH_BYTES = 1 << 20;
const FIRST_CAPACITY = 1024;

export class JsonlSpool<T extends object> {
  readonly path: string;
  readonly #file: number;
  /** Where each row begins, and after the last one where the next would. */
  #starts = new Float64Array(FIRST_CAPACITY);
  #pending: Buffer[] = [];
  #pendingBytes = 0;
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
    this.appendLine(Buffer.from(`${JSON.stringify(row)}\n`));
  }

  /** `line` is one row of JSON with its newline. */
  appendLine(line: Buffer): void {
    if (this.size + 1 === this.#starts.length) {
      const grown = new Float64Array(2 * this.#starts.length);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    const start = this.#starts[this.size] ?? 0;
    this.#starts[++this.size] = start + line.length;
    this.#pending.push(line);
    this.#pendingBytes += line.length;
    if (this.#pendingBytes >= FLUSH_BYTES) this.flush();
  }

  flush(): void {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    for (let done = 0; done < bytes.length;) {
      const written = this.#write(bytes, done);
      if (written === 0) throw diskFull(this.path);
      done += written;
    }
  }

  /** Row `index` as it was appended, with its newline. */
  lineAt(index: number): Buffer {
    if (this.#pendingBytes > 0) this.flush();
    const start = this.#starts[index] as number;
    const line = Buffer.allocUnsafe((this.#starts[index + 1] as number) - start);
    readSync(this.#file, line, 0, line.length, start);
    return line;
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

  #write(bytes: Buffer, from: number): number {
    try {
      return writeSync(this.#file, bytes, from);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}
