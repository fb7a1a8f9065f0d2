/**
 * Reads a file that is one JSON array of objects, record by record, in bounded memory (ConvFinQA's train_turn.json has 167 MB).
 *
 * A fault here means the file itself is damaged, so it is an `InputError` that names file, record and line; faults of a single
 * record's content are the caller's to quarantine.
 */

import { createReadStream } from 'node:fs';

import { InputError } from '../../core/errors.ts';
import type { DataFile } from './locate.ts';

export interface JsonRecord {
  /** 0-based position in the array. */
  index: number;
  /** 1-based line at which the record begins. */
  line: number;
  value: unknown;
}

const HINT = 'Fetch the file again; it may have been cut off or edited.';

function parseRecord(text: string, file: DataFile, index: number, line: number): JsonRecord {
  try {
    return { index, line, value: JSON.parse(text) as unknown };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${file.name}: record ${index} (line ${line}) is not valid JSON: ${why}`, {
      code: 'broken-json',
      hint: HINT,
      cause,
    });
  }
}

function notAnArray(file: DataFile, char: string, line: number): InputError {
  return new InputError(`${file.name} is not a JSON array of objects: found "${char}" at line ${line}.`, {
    code: 'broken-json',
    hint: 'This source reads the official release, one JSON array a file.',
  });
}

/** The records of a JSON array file, streamed. Throws `InputError`. */
export async function* readJsonArray(file: DataFile): AsyncGenerator<JsonRecord> {
  let buffer = '';
  /** Where the record being read begins in `buffer`; -1 between records. */
  let start = -1;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  let startLine = 1;
  let index = 0;
  let closed = false;
  for await (const chunk of createReadStream(file.path, 'utf8')) {
    let at = buffer.length;
    buffer += String(chunk);
    for (; at < buffer.length; at++) {
      const char = buffer[at] as string;
      if (char === '\n') line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') inString = false;
      } else if (depth === 0) {
        if (char === '[' && !closed) depth = 1;
        else if (!/[\s\uFEFF]/.test(char)) throw notAnArray(file, char, line);
      } else if (char === '{' || (char === '[' && depth > 1)) {
        if (depth === 1) {
          start = at;
          startLine = line;
        }
        depth++;
      } else if (char === '}' || char === ']') {
        depth--;
        if (depth === 0) closed = true;
        if (depth === 1) {
          yield parseRecord(buffer.slice(start, at + 1), file, index++, startLine);
          start = -1;
        }
      } else if (depth > 1) inString = char === '"';
      else if (!/[\s,]/.test(char)) throw notAnArray(file, char, line);
    }
    buffer = start === -1 ? '' : buffer.slice(start);
    if (start !== -1) start = 0;
  }
  if (!closed) {
    const place =
      start === -1 ? `after record ${index - 1}` : `inside record ${index}, begun at line ${startLine}`;
    throw new InputError(`${file.name} ends ${place}, before the array is closed.`, {
      code: 'broken-json',
      hint: HINT,
    });
  }
}
