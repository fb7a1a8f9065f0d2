/**
 * Whether a log is as its writers wrote it. Without a key or a kept head this finds every change by somebody who did not write the rest of
 * the log and its head anew; who did is found by a signature of a key they have not, or by a head kept where they cannot write
 * (docs/audit.md).
 */

import type { KeyObject } from 'node:crypto';
import { isThere } from '../core/file-errors.ts';
import { readKept } from './checkpoint.ts';
import { headPath, lockPath, readHead } from './head.ts';
import { logLines } from './log-lines.ts';
import { NOTHING_BEFORE, BEGUN, CHECKPOINT, hashOf, recordOf } from './record.ts';
import type { AuditRecord, Position } from './record.ts';
import { Signatures } from './signatures.ts';

export interface VerifyOptions {
  /** Public key: its checkpoints must be good, and there must be one. */
  key?: KeyObject;
  /** A hash, or the path of a checkpoint, that was kept elsewhere: the log must still hold that record. */
  kept?: string;
}

export interface Verification {
  records: number;
  /** Null for a log without records. */
  end: Position | null;
  /** Everything that is wrong, a sentence each, with the line; a log without any is intact. */
  faults: string[];
  /** What is no fault and should be known: a writer that was killed, what no signature covers. */
  notes: string[];
  /** The last record that a checkpoint of `key` covers, or that is one; null without a key, or where it covers none. */
  signedThrough: number | null;
}

/** @throws InputError only where the file, the key or what was kept cannot be read. */
export function verifyLog(path: string, { key, kept }: VerifyOptions = {}): Verification {
  const wanted = kept === undefined ? null : readKept(kept);
  // Before the log: a writer that is at work makes the log longer, never shorter.
  const head = headOf(path);
  const faults = [...head.faults];
  const notes: string[] = [];
  const signatures = new Signatures(key);
  const hasLock = isThere(lockPath(path));
  let last: AuditRecord | null = null;
  let log: string | null = null;
  let [keptAt, headMet, torn] = [null as number | null, false, 0];

  for (const { bytes, number, isWhole } of logLines(path)) {
    if (!isWhole) {
      torn = bytes.length;
      break;
    }
    const record = recordOf(bytes);
    if (record === null) {
      faults.push(`line ${number}: not the bytes of a record`);
      continue;
    }
    if (number === 1 && record.kind === BEGUN) log = String(record.body['log']);
    faults.push(...breaks(record, last, number).map((fault) => `line ${number}: ${fault}`));
    if (record.kind === CHECKPOINT) {
      const fault = signatures.meet(record, { log: log ?? '', seq: last?.seq ?? 0, hash: last?.hash ?? '' });
      if (fault !== null) faults.push(`line ${number}: ${fault}`);
    }
    if (record.hash === wanted?.position.hash) keptAt = record.seq;
    headMet ||= head.end?.seq === record.seq && head.end.hash === record.hash;
    last = record;
  }

  if (last !== null && log === null) faults.push('line 1: a log begins with the record that names it');
  if (log !== null && head.end !== null && head.end.log !== log)
    faults.push('the head is that of another log');
  if (head.end !== null && head.end.seq > 0 && !headMet)
    faults.push(`${head.end.seq} records were written; the last of them is not in the log any more`);
  if (last !== null && head.end !== null && last.seq > head.end.seq) {
    const more = `more records than the ${head.end.seq} of the head: ${last.seq}`;
    if (hasLock) notes.push(`${more}: a writer is at work, or was killed before it wrote the head`);
    else faults.push(more);
  }
  if (torn > 0) {
    const more = `${torn} bytes after the last record`;
    if (hasLock) notes.push(`${more}: a writer is at work, or was killed; the next one sets them aside`);
    else faults.push(`${more}, and no writer was killed`);
  }
  if (wanted !== null && keptAt === null)
    faults.push(
      `the record with the hash ${wanted.position.hash.slice(0, 16)}… that was kept is not in the log`,
    );
  if (wanted?.checkpoint != null) faults.push(...signatures.meetKept(wanted.checkpoint, keptAt));
  faults.push(...signatures.missing());
  notes.push(...signatures.notes(last?.seq ?? 0));
  return {
    records: last?.seq ?? 0,
    end: last === null ? null : { log: log ?? '', seq: last.seq, hash: last.hash },
    faults,
    notes,
    signedThrough: signatures.through,
  };
}

/** What a record breaks of the chain. */
function breaks(record: AuditRecord, last: AuditRecord | null, number: number): string[] {
  const faults: string[] = [];
  if (hashOf(record) !== record.hash) faults.push('its content does not have its hash');
  // Lines before it may be unreadable: they were told.
  if (record.previous !== (last?.hash ?? NOTHING_BEFORE)) faults.push('it does not follow the record before');
  if (record.seq !== (last?.seq ?? 0) + 1)
    faults.push(`record ${record.seq} stands after ${last?.seq ?? 'none'}`);
  if (last !== null && record.time < last.time) faults.push('it is older than the record before');
  if (record.kind === BEGUN && number > 1) faults.push('a log begins only once');
  return faults;
}

function headOf(path: string): { end: Position | null; faults: string[] } {
  try {
    const end = readHead(path);
    return {
      end,
      faults: end === null ? [`there is no head (${headPath(path)}): the end may be cut off`] : [],
    };
  } catch (error) {
    return { end: null, faults: [error instanceof Error ? error.message : String(error)] };
  }
}
