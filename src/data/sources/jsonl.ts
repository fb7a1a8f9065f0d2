/** Reads JSON Lines: each line that is no JSON or does not fit the schema is quarantined with its number, and reading goes on. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import type { z } from 'zod';

import type { Intake } from '../intake.ts';
import type { DataFile } from './locate.ts';

/** Where a record stands and what to do with a broken one. */
export interface RecordPlace {
  source: string;
  file: DataFile;
  line: number;
  intake: Intake;
}

/** `value` by `schema`, or null after it was quarantined with the path of the first fault. */
export function checkRecord<T>(schema: z.ZodType<T>, value: unknown, place: RecordPlace): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  place.intake.quarantine({
    source: place.source,
    file: place.file.name,
    line: place.line,
    reason: `${where === '' ? 'record' : `field ${where}`}: ${issue?.message ?? 'does not fit'}`,
    excerpt: JSON.stringify(value) ?? '',
  });
  return null;
}

/** The lines that fit `schema`, each with its 1-based number; empty lines are skipped. */
export async function* readJsonl<T>(
  file: DataFile,
  schema: z.ZodType<T>,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: T }> {
  const lines = createInterface({ input: createReadStream(file.path, 'utf8'), crlfDelay: Infinity });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch (cause) {
      const reason = `not JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
      intake.quarantine({ source, file: file.name, line, reason, excerpt: text });
      continue;
    }
    const value = checkRecord(schema, raw, { source, file, line, intake });
    if (value !== null) yield { line, value };
  }
}
