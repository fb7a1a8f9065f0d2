/** A file read piece by piece, each of whole lines; a line longer than a piece gets a larger one, up to a limit. */

import type { FileHandle } from 'node:fs/promises';

/** Longer lines are not held in memory. */
export const LINE_LIMIT = 1 << 25;

const NEWLINE = 0x0a;

export interface PieceLine {
  /** Without its newline; stays until the next piece is read. Null beyond `LINE_LIMIT`. */
  bytes: Buffer | null;
  start: number;
  end: number;
}

export class Piece {
  readonly #handle: FileHandle;
  readonly #usual: number;
  #buffer: Buffer;

  constructor(handle: FileHandle, usual: number) {
    this.#handle = handle;
    this.#usual = usual;
    this.#buffer = Buffer.alloc(0);
  }

  /** The next complete lines from byte `start` of a file of `size` bytes, and where they end; none, and `end = start`, where only a torn line is left. */
  async read(start: number, size: number): Promise<{ lines: PieceLine[]; end: number }> {
    for (let room = this.#usual; ; room = Math.min(2 * room, LINE_LIMIT)) {
      const bytes = await this.#bytes(start, Math.min(room, size - start));
      const last = bytes.lastIndexOf(NEWLINE);
      if (last >= 0) return { lines: linesOf(bytes.subarray(0, last + 1), start), end: start + last + 1 };
      if (start + bytes.length >= size || bytes.length === 0) return { lines: [], end: start };
      if (room < LINE_LIMIT) continue;
      const end = await this.#endOfLine(start + bytes.length, size);
      return end === null
        ? { lines: [], end: start }
        : { lines: [{ bytes: null, start, end }], end: end + 1 };
    }
  }

  /** Where the newline stands that ends a line of any length; null where there is none. */
  async #endOfLine(from: number, size: number): Promise<number | null> {
    for (let at = from; at < size;) {
      const bytes = await this.#bytes(at, Math.min(this.#usual, size - at));
      const newline = bytes.indexOf(NEWLINE);
      if (newline >= 0) return at + newline;
      if (bytes.length === 0) return null;
      at += bytes.length;
    }
    return null;
  }

  async #bytes(start: number, length: number): Promise<Buffer> {
    if (this.#buffer.length < length || this.#buffer.length > 2 * Math.max(length, this.#usual))
      this.#buffer = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await this.#handle.read(this.#buffer, 0, length, start);
    return this.#buffer.subarray(0, bytesRead);
  }
}

function linesOf(bytes: Buffer, start: number): PieceLine[] {
  const lines: PieceLine[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(NEWLINE, from);
    lines.push({ bytes: bytes.subarray(from, to), start: start + from, end: start + to });
    from = to + 1;
  }
  return lines;
}
