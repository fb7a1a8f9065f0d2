/**
 * A JSONL file that is read while another process writes it. Every use first takes in the lines that were completed since the last one; what
 * stands after the last newline is not a line yet. A file that was written anew (another file under the name, a shorter one, or other
 * bytes where the old ones stood: a run that went back to a checkpoint) is begun again from its first line.
 *
 * The file stays open, so that what was read of it and what is looked up in it are of one and the same file, whatever is renamed or deleted.
 * It is read in pieces, with turns of the event loop between them.
 */

import type { BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { readFailure } from '../../core/file-errors.ts';
import { Piece } from './piece.ts';

/** What is made of the lines. */
export interface LineTaker {
  /** The next line without its newline; null for one that is too long to be held. `start` and `end` are bytes of the file, the newline left out. */
  take(line: Buffer | null, start: number, end: number): void;
  /** Called after some lines, in the same turn: from now on they may be looked up. */
  settle(): void;
  close(): void;
}

export interface OpenFile<T> {
  lines: T;
  /** Changes whenever the file is begun again. */
  series: number;
  /** Bytes of the file that `lines` were made from. */
  read(start: number, end: number): Promise<Buffer>;
}

/** One file under the name, from its first line on. */
interface Version<T> {
  lines: T;
  series: number;
  /** Null where there is no file. */
  handle: FileHandle | null;
  /** Of the last look; null for none. */
  seen: BigIntStats | null;
  /** After the last complete line. */
  end: number;
  /** The first bytes, and those before `end`. */
  head: Buffer;
  tail: Buffer;
  users: number;
  isReplaced: boolean;
}

const CHUNK = 1 << 18;
const PROBE = 128;
const EMPTY = Buffer.alloc(0);

/** Over all files, so that one that was closed and opened again is told from what it was. */
let lastSeries = 0;

export class GrowingFile<T extends LineTaker> {
  readonly #name: string;
  readonly #find: () => string | null;
  readonly #make: () => T;
  #version: Version<T> | null = null;
  #looking: Promise<Version<T>> | null = null;

  /** `name` is told in errors; `find` gives the path, null where there is no file. */
  constructor(name: string, find: () => string | null, make: () => T) {
    this.#name = name;
    this.#find = find;
    this.#make = make;
  }

  /** What the file holds now. It stays to be looked up until `work` has ended. @throws InputError where the file may not be read. */
  async use<R>(work: (file: OpenFile<T>) => R | Promise<R>): Promise<R> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    const version = await this.#looking;
    version.users++;
    try {
      const { lines, series } = version;
      return await work({ lines, series, read: (start, end) => this.#bytes(version, start, end) });
    } finally {
      version.users--;
      await this.#release(version);
    }
  }

  /** Lets go of the file as soon as nobody uses it. */
  async close(): Promise<void> {
    const version = this.#version;
    this.#version = null;
    if (version === null) return;
    version.isReplaced = true;
    await this.#release(version);
  }

  async #look(): Promise<Version<T>> {
    try {
      const path = this.#find();
      const now = path === null ? null : await stat(path, { bigint: true });
      const known = this.#version;
      if (known !== null && (await isGrown(known, now))) return await this.#readOn(known, now);
      return await this.#readOn(await this.#begin(path), null);
    } catch (error) {
      // It may have taken in a part of the lines.
      await this.close();
      throw readFailure(this.#name, error);
    }
  }

  async #begin(path: string | null): Promise<Version<T>> {
    await this.close();
    const handle = path === null ? null : await open(path);
    this.#version = {
      ...{
        lines: this.#make(),
        series: ++lastSeries,
        handle,
        seen: null,
        end: 0,
        head: EMPTY,
        tail: EMPTY,
      },
      ...{ users: 0, isReplaced: false },
    };
    return this.#version;
  }

  async #readOn(version: Version<T>, now: BigIntStats | null): Promise<Version<T>> {
    const { handle, seen } = version;
    if (handle === null || (now !== null && seen !== null && isSame(seen, now))) return version;
    const opened = await handle.stat({ bigint: true });
    await this.#takeLines(version, handle, Number(opened.size));
    version.head = await bytesAt(handle, 0, Math.min(PROBE, version.end));
    version.tail = await bytesAt(handle, Math.max(0, version.end - PROBE), version.end);
    version.seen = opened;
    return version;
  }

  async #takeLines(version: Version<T>, handle: FileHandle, size: number): Promise<void> {
    const piece = new Piece(handle, CHUNK);
    while (version.end < size) {
      const start = version.end;
      const { lines, end } = await piece.read(start, size);
      if (end === start) return;
      for (const line of lines) version.lines.take(line.bytes, line.start, line.end);
      version.lines.settle();
      version.end = end;
    }
  }

  #bytes({ handle }: Version<T>, start: number, end: number): Promise<Buffer> {
    if (handle === null) throw new RangeError(`${this.#name}: there is no file to read from`);
    return bytesAt(handle, start, end).catch((error: unknown) => {
      throw readFailure(this.#name, error);
    });
  }

  async #release(version: Version<T>): Promise<void> {
    if (!version.isReplaced || version.users > 0) return;
    version.isReplaced = false;
    version.lines.close();
    await version.handle?.close();
  }
}

/** Whether what was read of the file still stands in it, and more may have come. */
async function isGrown<T>(version: Version<T>, now: BigIntStats | null): Promise<boolean> {
  const { handle, seen, end, head, tail } = version;
  if (now === null || handle === null || seen === null) return now === null && handle === null;
  if (now.dev !== seen.dev || now.ino !== seen.ino || Number(now.size) < end) return false;
  if (isSame(now, seen)) return true;
  const [first, last] = [
    await bytesAt(handle, 0, head.length),
    await bytesAt(handle, end - tail.length, end),
  ];
  return head.equals(first) && tail.equals(last);
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** Shorter where the file ends before. */
async function bytesAt(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, end - start));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
