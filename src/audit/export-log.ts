/**
 * The records of a period, as a file that proves itself: the records word for word between a first line, with the hash that they follow on,
 * and a last line, with where the log ended, a hash over all lines and, on request, a signature.
 */

import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { canonicalJson } from '../core/ids.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { auditRecords } from './log-lines.ts';
import { BEGUN, hashSchema, lineOf, NOTHING_BEFORE, positionSchema } from './record.ts';
import { signJson } from './signing.ts';
import { verifyLog } from './verify-log.ts';

export const EXPORT_FORMAT = 'fin-r1-audit-export/1';

const place = z.strictObject({ seq: z.int().nonnegative(), hash: hashSchema });

export const exportHeadSchema = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  log: z.uuid(),
  /** Records from this time on; null: from the first. */
  from: z.iso.datetime().nullable(),
  /** Records before this time; null: to the last. */
  to: z.iso.datetime().nullable(),
  /** The record that the first one follows on. */
  before: place,
});

export const exportEndSchema = z.strictObject({
  records: z.int().nonnegative(),
  /** The record after the last one; null where the log ended with it. */
  after: place.nullable(),
  /** Where the log ended when it was exported. */
  end: positionSchema,
  /** Over all lines before this one, newlines included. */
  sha256: hashSchema,
  signed: z.strictObject({ key: hashSchema, signature: z.base64() }).nullable(),
});
export type ExportEnd = z.infer<typeof exportEndSchema>;

export interface Period {
  /** ISO 8601, UTC. */
  from: string | null;
  to: string | null;
}

/**
 * Writes the records with `from` <= time < `to` to `out`.
 * @throws InputError where the log is not intact: an export must not make a broken log look whole.
 */
export function exportLog(log: string, out: string, { from, to }: Period, key?: KeyObject): ExportEnd {
  const { faults, end } = verifyLog(log);
  if (faults.length > 0 || end === null)
    throw new InputError(`${log} is not exported: ${faults[0] ?? 'it has no records'}`, {
      code: 'broken-log',
      hint: `\`fin-r1 audit verify ${log}\` tells all that is wrong.`,
    });
  let before = { seq: 0, hash: NOTHING_BEFORE };
  let after: ExportEnd['after'] = null;
  let name = '';
  const lines: string[] = [];
  for (const record of auditRecords(log)) {
    const { seq, hash, time } = record;
    // Appended since it was verified.
    if (seq > end.seq) break;
    if (record.kind === BEGUN) name = String(record.body['log']);
    if (from !== null && time < from) before = { seq, hash };
    else if (to === null || time < to) lines.push(lineOf(record));
    else after ??= { seq, hash };
  }
  const head = { format: EXPORT_FORMAT, log: name, from, to, before };
  lines.unshift(`${canonicalJson(head)}\n`);
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line);
  const said = { records: lines.length - 1, after, end, sha256: hash.digest('hex') };
  const last: ExportEnd = { ...said, signed: key === undefined ? null : signJson(said, key) };
  writeFileAtomic(out, [...lines, `${canonicalJson(last)}\n`]);
  return last;
}
