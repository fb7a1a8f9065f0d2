/** The lines of a log as bytes: an audit compares what is on the disk, not what a decoder makes of it. */

import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { readFailure } from '../core/file-errors.ts';
import { recordOf, type AuditRecord } from './record.ts';

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

export interface LogLine {
  /** Without the newline. */
  bytes: Buffer;
  /** From 1. */
  number: number;
  /** Bytes of the file before it. */
  offset: number;
  /** False for what stands after the last newline. */
  isWhole: boolean;
}

/** Those from the byte `from` on, where a line begins. @throws InputError where the file cannot be read. */
export function* logLines(path: string, from = 0): Generator<LogLine> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw readFailure(path, error);
  }
  try {
    let pending: Buffer[] = [];
    let [number, offset] = [0, from];
    for (let at = from; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const size = readSync(file, chunk, 0, CHUNK, at);
      if (size === 0) break;
      at += size;
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0 && end < size; end = chunk.indexOf(NEWLINE, start)) {
        const bytes = Buffer.concat([...pending, chunk.subarray(start, end)]);
        pending = [];
        number++;
        start = end + 1;
        yield { bytes, number, offset, isWhole: true };
        offset += bytes.length + 1;
      }
      if (start < size) pending.push(chunk.subarray(start, size));
    }
    const bytes = Buffer.concat(pending);
    if (bytes.length > 0) yield { bytes, number: number + 1, offset, isWhole: false };
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    closeSync(file);
  }
}

/**
 * The records of a log, for readers; what is torn off at its end is left out.
 * @throws InputError for a line that is no record. It does not prove the chain: `verifyLog` does.
 */
export function* auditRecords(path: string): Generator<AuditRecord> {
  for (const { bytes, number, isWhole } of logLines(path)) {
    if (!isWhole) return;
    const record = recordOf(bytes);
    if (record === null)
      throw new InputError(`${path}:${number}: this line is no record of an audit log`, {
        code: 'broken-log',
        hint: `Look at it with \`fin-r1 audit verify ${path}\`.`,
      });
    yield record;
  }
}
