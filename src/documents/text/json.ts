/** JSON that is documents already, as requests carry them: taken as it is. */

import { extname } from 'node:path';
import { z } from 'zod';
import { documentsSchema, type RequestDocument } from '../document.ts';
import { refusal } from '../refusal.ts';

const HINT = 'A JSON file holds documents: [{ "id": "…", "text": "…" }, { "id": "…", "rows": [["…"]] }].';

/** Null for a text that only looks like JSON. @throws InputError when a file that is called JSON holds something else. */
export function readJson(name: string, text: string): RequestDocument[] | null {
  const isCalledJson = extname(name).toLowerCase() === '.json';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (isCalledJson) throw refusal(name, `is not valid JSON: ${error.message}.`, HINT, error);
    return null;
  }
  const given = documentsIn(value);
  const read = documentsSchema.safeParse(given);
  if (read.success && read.data.length > 0) return read.data;
  if (!isCalledJson) return null;
  const issue = read.error?.issues[0];
  const where =
    issue === undefined ? '' : ` at ${z.core.toDotPath(issue.path) || 'its top'}: ${issue.message}`;
  throw refusal(name, `holds no documents${where}.`, HINT);
}

/** A list, a request with `documents`, or one document. */
function documentsIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return 'documents' in value ? value.documents : [value];
}
