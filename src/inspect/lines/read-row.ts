/** One line of a JSONL file as a row, or why it is none. */

import type { ZodType } from 'zod';

export type ReadRow<T> = { row: T } | { fault: string };

/** `line` is null where it was too long to be held. */
export function readRow<T>(line: Buffer | null, schema: ZodType<T>): ReadRow<T> {
  if (line === null) return { fault: 'the line is too long' };
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    return { fault: 'not JSON' };
  }
  const read = schema.safeParse(value);
  if (read.success) return { row: read.data };
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return { fault: `unexpected row${where}: ${issue?.message ?? 'invalid'}` };
}

export function isBlank(line: Buffer | null): boolean {
  return line !== null && line.length < 8 && line.toString('utf8').trim() === '';
}
