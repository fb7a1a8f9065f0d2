/**
 * Rows of an output file, given in the order in which questions are finished and written in the order in which they were asked: so a
 * slow answer holds nobody up, and the file does not depend on who was fast.
 */

import { renameSync, rmSync } from 'node:fs';

import { writeFailure } from '../../core/file-errors.ts';
import { JsonlSpool } from './jsonl-spool.ts';

export class OrderedRows {
  readonly path: string;
  readonly #spool: JsonlSpool<object>;
  readonly #positions: number[] = [];
  #sorted = true;

  /** Collects in `<path>.partial`, replacing what an interrupted build left there. */
  constructor(path: string) {
    this.path = path;
    this.#spool = new JsonlSpool(`${path}.partial`);
  }

  get partialPath(): string {
    return `${this.path}.partial`;
  }

  /** Rows of one position keep the order in which they were given. */
  write(position: number, row: object): void {
    if (position < (this.#positions.at(-1) ?? -Infinity)) this.#sorted = false;
    this.#positions.push(position);
    this.#spool.append(row);
  }

  /** Completes the partial file, sorted by position, without giving it its name. */
  finish(): void {
    if (this.#sorted) return this.#spool.close();
    const sortedPath = `${this.path}.sorted`;
    const sorted = new JsonlSpool(sortedPath);
    try {
      const positions = this.#positions;
      const order = Uint32Array.from(positions, (_, i) => i);
      order.sort((a, b) => (positions[a] as number) - (positions[b] as number) || a - b);
      for (const index of order) sorted.appendLine(this.#spool.lineAt(index));
    } finally {
      sorted.close();
      this.#spool.close();
    }
    renameSync(sortedPath, this.partialPath);
  }

  publish(): void {
    try {
      renameSync(this.partialPath, this.path);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  /** Lets go of the files after a failure; what was collected stays aside. */
  release(): void {
    this.#spool.close();
  }

  discard(): void {
    rmSync(this.partialPath, { force: true });
  }
}
