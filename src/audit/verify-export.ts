/** Whether an exported period is as it was exported: whole, chained, and signed where a key is given. */

import { createHash, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../core/ids.ts';
import { EXPORT_FORMAT, exportEndSchema, exportHeadSchema, type ExportEnd } from './export-log.ts';
import { logLines } from './log-lines.ts';
import { hashOf, recordOf } from './record.ts';
import { fingerprint, hasSigned } from './signing.ts';

export interface ExportVerification {
  records: number;
  end: ExportEnd | null;
  faults: string[];
  notes: string[];
}

/** Whether the file is an export, and not a log. */
export function isExport(path: string): boolean {
  for (const { bytes } of logLines(path))
    return bytes.subarray(0, 1000).toString('utf8').includes(`"format":"${EXPORT_FORMAT}"`);
  return false;
}

export function verifyExport(path: string, key?: KeyObject): ExportVerification {
  const lines = [...logLines(path)];
  const faults: string[] = lines.flatMap(({ isWhole, number }) =>
    isWhole ? [] : [`line ${number} is cut off`],
  );
  const head = read(exportHeadSchema, lines.at(0)?.bytes);
  const end = read(exportEndSchema, lines.length > 1 ? lines.at(-1)?.bytes : undefined);
  if (head === null) faults.push('line 1: not the first line of an export');
  if (end === null) faults.push('the last line is not that of an export: it is cut off, or was changed');
  const hash = createHash('sha256')
    .update(lines[0]?.bytes ?? '')
    .update('\n');
  let last = head?.before ?? null;
  const body = lines.slice(1, end === null ? undefined : -1);
  for (const { bytes, number } of body) {
    hash.update(bytes).update('\n');
    const record = recordOf(bytes);
    if (record === null || hashOf(record) !== record.hash) {
      faults.push(`line ${number}: not the bytes of a record`);
      continue;
    }
    const { seq, previous, time } = record;
    if (last !== null && (previous !== last.hash || seq !== last.seq + 1))
      faults.push(`line ${number}: it does not follow the record before`);
    const isOutside = (head?.from ?? time) > time || (head?.to != null && time >= head.to);
    if (isOutside) faults.push(`line ${number}: it is not of the period`);
    last = record;
  }
  if (end !== null) {
    if (end.records !== body.length)
      faults.push(`${end.records} records were exported, ${body.length} are here`);
    if (end.sha256 !== hash.digest('hex')) faults.push('the lines do not have the hash of the last one');
    const next = end.after?.seq ?? end.end.seq + 1;
    if (last !== null && next !== last.seq + 1)
      faults.push('records are missing before the end of the period');
  }
  return { records: body.length, end, ...signature(end, key, faults) };
}

function signature(
  end: ExportEnd | null,
  key: KeyObject | undefined,
  faults: string[],
): { faults: string[]; notes: string[] } {
  if (end === null) return { faults, notes: [] };
  const { signed, ...said } = end;
  if (key === undefined) {
    const note = signed === null ? 'it is not signed: whoever can write it can make another' : null;
    return { faults, notes: [note ?? 'its signature was not checked: give --key'] };
  }
  if (signed === null) faults.push('it is not signed');
  else if (signed.key !== fingerprint(key) || !hasSigned(said, signed.signature, key))
    faults.push('it is not signed by this key');
  return { faults, notes: [] };
}

/** Null where these are not the bytes that an export would have. */
function read<T>(schema: z.ZodType<T>, bytes: Buffer | undefined): T | null {
  let value: unknown;
  try {
    value = JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    // What is no JSON is no line of an export: the schema refuses it below.
  }
  const found = schema.safeParse(value);
  return found.success && bytes !== undefined && Buffer.from(canonicalJson(found.data)).equals(bytes)
    ? found.data
    : null;
}
