/**
 * Reads JSON Lines: each line that is not UTF-8, is no JSON or does not fit the schema is quarantined with its number, and reading
 * goes on.
 */

import type { z } from 'zod';

import { decodeUtf8, inputChunks } from '../../core/read-input.ts';
import type { Intake } from '../intake.ts';
import type { DataFile } from './locate.ts';

/** Where a record stands and what to do with a broken one. */
export interface RecordPlace {
  source: string;
  file: DataFile;
  line: number;
  /** 0-based position in a JSON array, which may be one long line. */
  index?: number;
  intake: Intake;
}

function reasonAt({ index }: RecordPlace, path: PropertyKey[], fault: string): string {
  const record = index === undefined ? [] : [`record ${index}`];
  const field = path.length === 0 ? [] : [`field ${path.map(String).join('.')}`];
  return `${[...record, ...field].join(', ') || 'record'}: ${fault}`;
}

/** The text that `bytes` (latin1) spell in UTF-8, or null after it was quarantined. */
export function checkUtf8(bytes: string, place: RecordPlace): string | null {
  const { text, valid } = decodeUtf8(bytes);
  if (valid) return text;
  const { source, file, line, intake } = place;
  const reason = reasonAt(place, [], 'not valid UTF-8');
  intake.quarantine({ source, file: file.name, line, reason, excerpt: text });
  return null;
}

/** `value` by `schema`, or null after it was quarantined with the path of the first fault. */
export function checkRecord<T>(schema: z.ZodType<T>, value: unknown, place: RecordPlace): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  place.intake.quarantine({
    source: place.source,
    file: place.file.name,
    line: place.line,
    reason: reasonAt(place, issue?.path ?? [], issue?.message ?? 'does not fit'),
    excerpt: JSON.stringify(value) ?? '',
  });
  return null;
}

/** The lines of a file as latin1, ended by any kind of line end. */
async function* physicalLines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of inputChunks(path)) {
    // A carriage return that ends a chunk may be the first half of a line end.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** The lines that fit `schema`, each with its 1-based number; empty lines are skipped. */
export async function* readJsonl<T>(
  file: DataFile,
  schema: z.ZodType<T>,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; value: T }> {
  let line = 0;
  for await (const bytes of physicalLines(file.path)) {
    line++;
    const place = { source, file, line, intake };
    const text = checkUtf8(bytes, place);
    if (text === null || text.trim() === '') continue;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch (cause) {
      const reason = `not JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
      intake.quarantine({ source, file: file.name, line, reason, excerpt: text });
      continue;
    }
    const value = checkRecord(schema, raw, place);
    if (value !== null) yield { line, value };
  }
}
