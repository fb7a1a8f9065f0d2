/**
 * A checkpoint: a signed statement of where a log ended. As a record it lets nobody without the key write anew what stands before it; as a
 * file kept elsewhere it proves that the log was at least so long.
 */

import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { readText } from '../core/read-text.ts';
import type { AuditLog } from './audit-log.ts';
import { CHECKPOINT, hashSchema, positionSchema } from './record.ts';
import type { Position } from './record.ts';
import { hasSigned, signJson } from './signing.ts';

export const checkpointSchema = z.strictObject({
  end: positionSchema,
  key: hashSchema,
  signature: z.base64(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Signs where the log ends, and records it. */
export async function addCheckpoint(log: AuditLog, key: KeyObject): Promise<Checkpoint> {
  const { end } = log;
  const checkpoint = { end, ...signJson(end, key) };
  await log.append(CHECKPOINT, checkpoint);
  return checkpoint;
}

export function isSignedBy({ end, signature }: Checkpoint, key: KeyObject): boolean {
  return hasSigned(end, signature, key);
}

/** What somebody kept of a log's end: a hash, or the file of a checkpoint. @throws InputError for anything else. */
export function readKept(text: string): { position: Pick<Position, 'hash'>; checkpoint: Checkpoint | null } {
  if (hashSchema.safeParse(text).success) return { position: { hash: text }, checkpoint: null };
  let value: unknown;
  try {
    value = JSON.parse(readText(text));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
  }
  const read = checkpointSchema.safeParse(value);
  if (!read.success)
    throw new InputError(`${text}: neither a hash of 64 hex digits nor the file of a checkpoint`, {
      hint: 'Give what `fin-r1 audit sign` or `fin-r1 audit verify` told of this log before.',
    });
  return { position: read.data.end, checkpoint: read.data };
}
