/** The rows of `results.jsonl` that a queue shows, found by the hash that the audit log has of them. */

import { statSync } from 'node:fs';
import { logLines } from '../../../audit/index.ts';
import { isThere } from '../../../core/file-errors.ts';
import { contentHash } from '../../../core/ids.ts';
import { RESULTS } from '../batch/batch-folder.ts';
import type { ResultRow } from '../batch/results-file.ts';
import { outputHash } from '../batch/verdict-record.ts';

export class KeptResults {
  readonly #path: string | null;
  #rows = new Map<string, ResultRow & { isOf: string }>();
  #read = { inode: 0, offset: 0, mtime: 0 };

  /** @param path Null: none are kept. */
  constructor(path: string | null) {
    this.#path = path;
  }

  /** Takes in what was appended, a row each time; a file that was written anew is read anew. Looks may overlap. */
  *refresh(): Generator<void> {
    if (this.#path === null || !isThere(this.#path)) return;
    const { ino: inode, size, mtimeMs: mtime } = statSync(this.#path);
    const isSame = inode === this.#read.inode && size >= this.#read.offset;
    if (isSame && size === this.#read.offset && mtime === this.#read.mtime) return;
    const isGrown = isSame && size > this.#read.offset;
    if (!isGrown) this.#rows = new Map();
    this.#read = { inode, mtime, offset: isGrown ? this.#read.offset : 0 };
    for (const line of logLines(this.#path, this.#read.offset)) {
      if (!line.isWhole) return;
      if (line.offset < this.#read.offset) continue;
      this.#read.offset = line.offset + line.bytes.length + 1;
      this.#take(line.bytes.toString('utf8'));
      yield;
    }
  }

  /** Another one whenever rows are. */
  get stamp(): string {
    const { inode, offset, mtime } = this.#read;
    return `${inode} ${offset} ${mtime}`;
  }

  /** The row with this output, of the text with this hash; or why there is none, null where no results are kept at all. */
  get(output: string, inputHash: string): ResultRow | { fault: string | null } {
    const row = this.#rows.get(output);
    if (row === undefined)
      return { fault: this.#path === null ? null : `${RESULTS} does not hold what the audit log says` };
    return row.isOf === inputHash ? row : { fault: `the text in ${RESULTS} is not the one that was checked` };
  }

  #take(line: string): void {
    let row: ResultRow;
    try {
      row = JSON.parse(line) as ResultRow;
    } catch {
      // Not found by its hash then, which the queue tells.
      return;
    }
    const { decision } = row.checked;
    if (decision === 'breach' || decision === 'needs review')
      this.#rows.set(outputHash(row.checked), { ...row, isOf: contentHash(row.text.text, 64) });
  }
}
