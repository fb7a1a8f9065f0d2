/**
 * JSON lines: one value a line, appended only. A line counts from the moment its newline is written, so what a killed
 * process left after the last newline is not a row.
 */

import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { ZodType } from 'zod';
import { InputError } from './errors.ts';
import { diskFull, readFailure, writeFailure } from './file-errors.ts';

const CHUNK = 1 << 16;
const NEWLINE = 0x0a;

/** The complete lines of a file with their numbers (from 1), blank lines left out; nothing where there is no file. */
export function* jsonlLines(path: string): Generator<{ line: string; number: number }> {
  if (!existsSync(path)) return;
  const file = opened(path, 'r', readFailure);
  try {
    const chunk = Buffer.alloc(CHUNK);
    let pending: Buffer[] = [];
    let number = 0;
    for (let size = readNext(file, chunk, path); size > 0; size = readNext(file, chunk, path)) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0 && end < size; end = chunk.indexOf(NEWLINE, start)) {
        const line = Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8');
        pending = [];
        number++;
        start = end + 1;
        if (line.trim() !== '') yield { line, number };
      }
      if (start < size) pending.push(Buffer.from(chunk.subarray(start, size)));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * The rows of a file, checked against `schema`.
 * @throws InputError naming file and line where a line is not JSON or does not fit.
 */
export function* jsonlRows<T>(path: string, schema: ZodType<T>): Generator<T> {
  for (const { line, number } of jsonlLines(path)) {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      throw new InputError(`${path}:${number}: this line is not JSON: ${excerpt(line)}`, {
        code: 'jsonl',
        hint: 'Repair or delete that line.',
        cause,
      });
    }
    const result = schema.safeParse(value);
    if (!result.success) {
      const issue = result.error.issues[0];
      const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
      throw new InputError(
        `${path}:${number}: unexpected row${where}: ${issue?.message ?? 'invalid'}: ${excerpt(line)}`,
        {
          code: 'jsonl',
          hint: 'Repair or delete that line, or use the version of fin-r1 that wrote it.',
        },
      );
    }
    yield result.data;
  }
}

/** Cuts off what stands after the last newline; returns the number of bytes cut. */
export function cutTornLine(path: string): number {
  const file = opened(path, 'r+', writeFailure);
  try {
    const { size } = fstatSync(file);
    const chunk = Buffer.alloc(CHUNK);
    let end = size;
    while (end > 0) {
      const start = Math.max(0, end - CHUNK);
      const read = readSync(file, chunk, 0, end - start, start);
      const newline = chunk.subarray(0, read).lastIndexOf(NEWLINE);
      if (newline >= 0) {
        end = start + newline + 1;
        break;
      }
      end = start;
    }
    if (end < size) ftruncateSync(file, end);
    return size - end;
  } finally {
    closeSync(file);
  }
}

/** Appends rows to one file; each row is one write that ends with a newline. Throws `FinR1Error` when the disk is full. */
export class JsonlWriter {
  readonly path: string;
  readonly #file: number;

  constructor(path: string) {
    this.path = path;
    this.#file = opened(path, 'a', writeFailure);
  }

  append(row: object): void {
    const line = Buffer.from(`${JSON.stringify(row)}\n`);
    const written = this.#write(line);
    if (written === line.length) return;
    ftruncateSync(this.#file, fstatSync(this.#file).size - written);
    throw diskFull(this.path);
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: Buffer): number {
    try {
      return writeSync(this.#file, line);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}

function opened(path: string, flags: string, failure: (path: string, error: unknown) => unknown): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw failure(path, error);
  }
}

/** A folder can be opened, and refuses only now. */
function readNext(file: number, chunk: Buffer, path: string): number {
  try {
    return readSync(file, chunk);
  } catch (error) {
    throw readFailure(path, error);
  }
}

function excerpt(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
