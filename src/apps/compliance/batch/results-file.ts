/** `results.jsonl`: a row a text, in the order in which they were done. A row is on the disk before its record is in the audit log. */

import { closeSync, existsSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { FinR1Error } from '../../../core/errors.ts';
import { diskFull, writeFailure } from '../../../core/file-errors.ts';
import { cutTornLine, jsonlRows } from '../../../core/jsonl.ts';
import { decisions, type CheckedText, type TextToCheck } from '../check/verdict.ts';

export interface ResultRow {
  text: TextToCheck;
  checked: CheckedText;
}

/** What is needed to tell rows apart; the rest is as it was written. */
const rowSchema = z.looseObject({
  text: z.looseObject({ id: z.string(), text: z.string() }),
  checked: z.looseObject({ id: z.string(), inputHash: z.string(), decision: z.enum(decisions) }),
});

/** What makes two texts of a batch the same. */
export const keyOf = (id: string, inputHash: string): string => `${inputHash} ${id}`;

/** The rows by key: the last one, where a text was checked again. @throws InputError with file and line of a broken row. */
export function* resultRows(path: string): Generator<ResultRow> {
  for (const row of jsonlRows(path, rowSchema)) yield row as unknown as ResultRow;
}

export class ResultsFile {
  readonly path: string;
  readonly #file: number;

  constructor(path: string) {
    this.path = path;
    if (existsSync(path)) cutTornLine(path);
    this.#file = openSync(path, 'a');
  }

  /** Appends rows, which are on the disk then. */
  append(rows: readonly ResultRow[]): void {
    const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    try {
      if (writeSync(this.#file, lines) < lines.length) throw diskFull(this.path);
      fsyncSync(this.#file);
    } catch (error) {
      throw FinR1Error.isInstance(error) ? error : writeFailure(this.path, error);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
