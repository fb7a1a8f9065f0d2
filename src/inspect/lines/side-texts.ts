/**
 * Texts by row in a file without a name, so that memory does not grow with them. The file loses its name as soon as it is open: whatever
 * ends the process, the system takes its room back.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, read, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FinR1Error } from '../../core/errors.ts';
import { diskFull, readFailure, writeFailure } from '../../core/file-errors.ts';
import { Column } from './column.ts';

const readAside = promisify(read);
/** No file has this number. */
const CLOSED = -1;
/** Ends each text, so that no word is found across two of them. */
const END = '\n';

export class SideTexts {
  readonly #path: string;
  #file: number;
  /** Where each text begins, and where the next one will. */
  readonly #starts = new Column(Float64Array);
  #pending: string[] = [];
  #written = 0;
  #end = 0;

  /** @throws FinR1Error when no file can be made in the system's folder for temporary files. */
  constructor() {
    this.#path = join(tmpdir(), `fin-r1-texts-${randomUUID()}`);
    try {
      this.#file = openSync(this.#path, 'wx+', 0o600);
      unlinkSync(this.#path);
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
    this.#starts.push(0);
  }

  /** Rows, those included that wait for `flush`. */
  get size(): number {
    return this.#starts.size - 1;
  }

  startOf(row: number): number {
    return this.#starts.at(row);
  }

  /** The next row; nothing at all for null. */
  push(text: string | null): void {
    if (text !== null) {
      const line = text + END;
      this.#pending.push(line);
      this.#end += Buffer.byteLength(line);
    }
    this.#starts.push(this.#end);
  }

  /** Writes what is pending; rows can be read from then on. @throws FinR1Error when the disk is full. */
  flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    try {
      for (let done = 0; done < bytes.length;) {
        const count = writeSync(this.#file, bytes, done, bytes.length - done, this.#written + done);
        if (count === 0) throw diskFull(this.#path);
        done += count;
      }
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
    this.#written += bytes.length;
  }

  /** The text of a row; empty where there is none. */
  at(row: number): string {
    const start = this.#starts.at(row);
    const bytes = Buffer.allocUnsafe(Math.max(0, this.#starts.at(row + 1) - start - END.length));
    try {
      for (let done = 0; done < bytes.length;)
        done += this.#some(readSync(this.#file, bytes, done, bytes.length - done, start + done));
    } catch (error) {
      throw readFailure(this.#path, error);
    }
    return bytes.toString('utf8');
  }

  /** Reads the rows from `first` to before `after` into `bytes`, which must have room; resolves to what they fill of it. */
  async readRows(first: number, after: number, bytes: Buffer): Promise<Buffer> {
    const start = this.#starts.at(first);
    const wanted = this.#starts.at(after) - start;
    try {
      for (let done = 0; done < wanted;) {
        const { bytesRead } = await readAside(this.#file, bytes, done, wanted - done, start + done);
        done += this.#some(bytesRead);
      }
    } catch (error) {
      throw readFailure(this.#path, error);
    }
    return bytes.subarray(0, wanted);
  }

  /** A second call does nothing; reading and writing throw afterwards. */
  close(): void {
    if (this.#file === CLOSED) return;
    closeSync(this.#file);
    this.#file = CLOSED;
  }

  #some(count: number): number {
    if (count > 0) return count;
    throw new FinR1Error('unreadable', `${this.#path} is shorter than what was written to it`);
  }
}
