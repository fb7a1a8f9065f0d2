/**
 * What a killed writer left after the last newline: moved into a file of its own beside the log, never thrown away. The file's name is
 * told in a record; one that is not told yet (killed again in between) is told by the next writer.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { logLines } from './log-lines.ts';
import { recordOf, TORN } from './record.ts';

export interface TornBytes {
  /** Name of the file beside the log; it tells where in the log they stood. */
  file: string;
  bytes: number;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
}

/** Moves the torn bytes of a log, after its byte `from`, aside: written there and synced before they are cut off here. */
export function setTornBytesAside(log: string, from: number): void {
  for (const { bytes, offset, isWhole } of logLines(log, from)) {
    if (isWhole) continue;
    // Bytes torn off twice at one place, as of the record that tells of the first, are two files.
    writeFileAtomic(join(dirname(log), `${prefixOf(log)}${offset}-${sha256(bytes).slice(0, 16)}`), bytes);
    truncateSync(log, offset);
  }
}

/** Those set aside that no record of the log tells of. */
export function untoldTornBytes(log: string): TornBytes[] {
  const files = readdirSync(dirname(log)).filter((name) => name.startsWith(prefixOf(log)));
  const untold = new Set(files.filter((name) => /^\d+-[0-9a-f]{16}$/.test(name.slice(prefixOf(log).length))));
  if (untold.size === 0) return [];
  for (const { bytes } of logLines(log)) {
    if (!bytes.includes(TORN)) continue;
    const record = recordOf(bytes);
    if (record?.kind === TORN) untold.delete(String(record.body['file']));
  }
  return [...untold].sort().map((file) => {
    const bytes = readFileSync(join(dirname(log), file));
    return { file, bytes: bytes.length, sha256: sha256(bytes) };
  });
}

function prefixOf(log: string): string {
  return `${basename(log)}.torn-`;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
