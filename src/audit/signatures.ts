/** The checkpoints that a verification meets, held against one public key. */

import type { KeyObject } from 'node:crypto';
import { checkpointSchema, isSignedBy, type Checkpoint } from './checkpoint.ts';
import type { AuditRecord, Position } from './record.ts';
import { fingerprint } from './signing.ts';

export class Signatures {
  readonly #key: KeyObject | undefined;
  #others = 0;
  /** The last record that a good checkpoint of the key covers. */
  through: number | null = null;

  constructor(key: KeyObject | undefined) {
    this.#key = key;
  }

  /** What is wrong with a checkpoint that stands after `end`; null: nothing that this key can tell. */
  meet(record: AuditRecord, end: Position): string | null {
    const read = checkpointSchema.safeParse(record.body);
    if (!read.success) return 'this checkpoint cannot be read';
    const { end: said, key } = read.data;
    if (said.log !== end.log || said.seq !== end.seq || said.hash !== end.hash)
      return `this checkpoint is of record ${said.seq} of another chain`;
    if (this.#key === undefined || key !== fingerprint(this.#key)) {
      this.#others++;
      return null;
    }
    if (!isSignedBy(read.data, this.#key)) return 'the signature of this checkpoint is false';
    // Its own signature shows that it was not changed.
    this.through = record.seq;
    return null;
  }

  /** What is wrong with a checkpoint that was kept elsewhere, whose record is number `seq` of the log; null: it is not there. */
  meetKept(checkpoint: Checkpoint, seq: number | null): string[] {
    if (this.#key === undefined) return [];
    if (!isSignedBy(checkpoint, this.#key)) return ['the checkpoint that was kept is not signed by this key'];
    if (seq !== null) this.through = Math.max(this.through ?? 0, seq);
    return [];
  }

  missing(): string[] {
    return this.#key !== undefined && this.through === null
      ? ['nothing in this log is signed by this key']
      : [];
  }

  notes(records: number): string[] {
    const notes: string[] = [];
    if (this.#others > 0) {
      const whose = this.#key === undefined ? 'give --key to have them checked' : 'of other keys';
      notes.push(`checkpoints that were not checked: ${this.#others}, ${whose}`);
    }
    const after = records - (this.through ?? records);
    if (this.#key !== undefined && after > 0)
      notes.push(`records after the last checkpoint of this key, which it does not cover: ${after}`);
    return notes;
  }
}
