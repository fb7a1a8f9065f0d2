/**
 * `LOG.head`: where the log ended when it was last flushed. Written whole after the records are on the disk, and before a log's first
 * record; so a log without a head, or one shorter than its head, was cut.
 */

import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import { canonicalJson } from '../core/ids.ts';
import { readText } from '../core/read-text.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { positionSchema } from './record.ts';

const headSchema = positionSchema.extend({
  /** Of the log, its last newline included. */
  bytes: z.int().nonnegative(),
});
export type Head = z.infer<typeof headSchema>;

export const headPath = (log: string): string => `${log}.head`;
export const lockPath = (log: string): string => `${log}.lock`;

export function writeHead(log: string, head: Head): void {
  writeFileAtomic(headPath(log), `${canonicalJson(head)}\n`);
}

/** Null where there is none. @throws InputError where it cannot be read. */
export function readHead(log: string): Head | null {
  const path = headPath(log);
  if (!isThere(path)) return null;
  try {
    return headSchema.parse(JSON.parse(readText(path)));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${path}: this is no head of an audit log`, {
      code: 'broken-log',
      hint: `Look at the log with \`fin-r1 audit verify ${log}\`, and restore the head from a copy.`,
      cause,
    });
  }
}
