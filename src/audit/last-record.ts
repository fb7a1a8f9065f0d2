/** Where a log ends, for the writer that goes on with it: it looks at the end alone, so that a long log opens at once. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { readHead } from './head.ts';
import { logLines } from './log-lines.ts';
import { hashOf, NOTHING_BEFORE, recordOf } from './record.ts';
import type { Position } from './record.ts';

const BEFORE_ALL = '1970-01-01T00:00:00.000Z';
const CHUNK = 1 << 16;
const NEWLINE = 0x0a;

/**
 * The last record: that of the head, or one of those that a killed writer left after it.
 * @throws InputError where the end is not as a writer left it.
 */
export function lastOf(path: string): Position & { time: string } {
  const head = readHead(path);
  if (head === null) throw tampered(path, 'it has no head file beside it');
  const last = { log: head.log, seq: 0, hash: NOTHING_BEFORE, time: BEFORE_ALL };
  const { size, start } = lineEndingAt(path, head.bytes);
  if (size < head.bytes) throw tampered(path, `it has ${size} bytes, and ${head.bytes} were written`);
  for (const { bytes, offset, isWhole } of logLines(path, start)) {
    if (!isWhole) break;
    const record = recordOf(bytes);
    const isOfHead = offset < head.bytes;
    const fits = isOfHead
      ? record?.seq === head.seq && record.hash === head.hash && offset + bytes.length + 1 === head.bytes
      : record?.seq === last.seq + 1 && record.previous === last.hash;
    if (record === null || !fits || hashOf(record) !== record.hash)
      throw tampered(path, `record ${isOfHead ? head.seq : last.seq + 1} is not as it was written`);
    Object.assign(last, { seq: record.seq, hash: record.hash, time: record.time });
  }
  return last;
}

/** Where the line begins whose newline is the last byte before `end`. */
function lineEndingAt(path: string, end: number): { size: number; start: number } {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    const { size } = fstatSync(file);
    for (let to = Math.min(end, size) - 1; to > 0; to -= CHUNK) {
      const from = Math.max(0, to - CHUNK);
      const read = readSync(file, chunk, 0, to - from, from);
      const newline = chunk.subarray(0, read).lastIndexOf(NEWLINE);
      if (newline >= 0) return { size, start: from + newline + 1 };
    }
    return { size, start: 0 };
  } finally {
    closeSync(file);
  }
}

function tampered(path: string, why: string): InputError {
  return new InputError(`${path} is not as its last writer left it: ${why}`, {
    code: 'broken-log',
    hint: `\`fin-r1 audit verify ${path}\` tells all that is wrong. Nothing is appended to such a log: restore it, or begin another.`,
  });
}
