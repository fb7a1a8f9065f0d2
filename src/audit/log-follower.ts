/** A log as somebody reads it who looks again and again: each look takes in the records since the last one. */

import { statSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import { logLines } from './log-lines.ts';
import { hashOf, NOTHING_BEFORE, recordOf, type AuditRecord } from './record.ts';

export class LogFollower {
  readonly #path: string;
  #offset = 0;
  #inode: number | null = null;
  #last = { seq: 0, hash: NOTHING_BEFORE };

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether the log is another file than the one that was read, or was cut. */
  get wasReplaced(): boolean {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    return this.#inode !== null && (found?.ino !== this.#inode || found.size < this.#offset);
  }

  /**
   * The records since the last look; none where there is no log yet. Looks may overlap: each record is given once.
   * @throws InputError where they do not follow on what was read before, as after tampering.
   */
  *next(): Generator<AuditRecord> {
    if (!isThere(this.#path)) return;
    this.#inode ??= statSync(this.#path).ino;
    for (const { bytes, offset, isWhole } of logLines(this.#path, this.#offset)) {
      if (!isWhole) return;
      // Another look has taken it in while this one rested.
      if (offset < this.#offset) continue;
      const record = recordOf(bytes);
      const { seq, hash } = this.#last;
      if (record?.seq !== seq + 1 || record.previous !== hash || hashOf(record) !== record.hash)
        throw new InputError(`${this.#path}: what follows on record ${seq} is not what was written`, {
          code: 'broken-log',
          hint: `\`fin-r1 audit verify ${this.#path}\` tells all that is wrong.`,
        });
      this.#offset = offset + bytes.length + 1;
      this.#last = { seq: record.seq, hash: record.hash };
      yield record;
    }
  }
}
