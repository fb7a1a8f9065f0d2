/** The JSONL files of a data set, read line by line: rows go on to `add` with their place, broken lines are told. */

import type { ZodType } from 'zod';
import type { RunPlace } from '../folder/run-place.ts';
import { BrokenLines } from '../lines/broken-lines.ts';
import { GrowingFile, type LineTaker } from '../lines/growing-file.ts';
import { isBlank, readRow } from '../lines/read-row.ts';
import { DATA, type RowFile } from './data-files.ts';

export interface LinePlace {
  /** From 0. */
  line: number;
  start: number;
  end: number;
}

class Lines<T> implements LineTaker {
  readonly broken = new BrokenLines();
  readonly #schema: ZodType<T>;
  readonly #add: (row: T, place: LinePlace) => void;
  #line = 0;

  constructor(schema: ZodType<T>, add: (row: T, place: LinePlace) => void) {
    this.#schema = schema;
    this.#add = add;
  }

  take(bytes: Buffer | null, start: number, end: number): void {
    const line = this.#line++;
    if (isBlank(bytes)) return;
    const read = readRow(bytes, this.#schema);
    if ('fault' in read) this.broken.add(line, read.fault);
    else this.#add(read.row, { line, start, end });
  }

  settle(): void {}

  close(): void {}
}

/** Resolves to what cannot be read, in sentences. @throws InputError where the file may not be read. */
export async function readLineRows<T>(
  place: RunPlace,
  name: RowFile,
  schema: ZodType<T>,
  add: (row: T, place: LinePlace) => void,
): Promise<string[]> {
  const find = (): string | null => place.find(DATA, name);
  const file = new GrowingFile(place.told(DATA, name), find, () => new Lines(schema, add));
  try {
    return await file.use(({ lines }) => lines.broken.of(`${DATA}/${name}`));
  } finally {
    await file.close();
  }
}
