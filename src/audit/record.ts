/**
 * A record of an audit log: one line of canonical JSON, chained to the one before by its hash. The same record has the same bytes
 * everywhere, so that a verifier can ask for these bytes and nothing else.
 */

import { z } from 'zod';
import { canonicalJson, contentHash } from '../core/ids.ts';

/** Hex digits of a whole SHA-256. */
const HASH_DIGITS = 64;
/** What the first record has before it. */
export const NOTHING_BEFORE = '0'.repeat(HASH_DIGITS);

/** Kinds that the log itself writes; all others are those of its users. */
export const BEGUN = 'log begun';
export const TORN = 'torn bytes set aside';
export const CHECKPOINT = 'checkpoint';

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hex digits');

export const recordSchema = z.strictObject({
  /** From 1, without gaps. */
  seq: z.int().positive(),
  /** ISO 8601, UTC; never before that of the record before. */
  time: z.iso.datetime(),
  kind: z.string().min(1),
  body: z.record(z.string(), z.unknown()),
  /** Hash of the record before. */
  previous: hashSchema,
  /** SHA-256 over the canonical JSON of all of the above. */
  hash: hashSchema,
});
export type AuditRecord = z.infer<typeof recordSchema>;

/** Where a log ends, or ended: its name, the last record's number and hash. Number 0: it has no record yet. */
export const positionSchema = z.strictObject({
  log: z.uuid(),
  seq: z.int().nonnegative(),
  hash: hashSchema,
});
export type Position = z.infer<typeof positionSchema>;

/** The hash that a record must have. */
export function hashOf({ seq, time, kind, body, previous }: Omit<AuditRecord, 'hash'>): string {
  return contentHash({ seq, time, kind, body, previous }, HASH_DIGITS);
}

/** Its line, newline included. */
export function lineOf(record: AuditRecord): string {
  return `${canonicalJson(record)}\n`;
}

/** Of a line without its newline; null where a writer of this log cannot have written these bytes. */
export function recordOf(line: Buffer): AuditRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    // What is no JSON is no record: the schema refuses it below.
  }
  const read = recordSchema.safeParse(value);
  return read.success && Buffer.from(canonicalJson(read.data)).equals(line) ? read.data : null;
}
