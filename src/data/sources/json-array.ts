/**
 * Reads a file that is one JSON array, record by record, in bounded memory (ConvFinQA's train_turn.json has 167 MB).
 *
 * A record that is not UTF-8 or does not fit the schema is quarantined with its line and its index. Where the JSON itself is damaged
 * nothing tells where the next record begins, so that is an `InputError` that names file, record and line.
 */

import type { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { inputChunks } from '../../core/read-input.ts';
import type { Intake } from '../intake.ts';
import { checkRecord, checkUtf8 } from './jsonl.ts';
import type { DataFile } from './locate.ts';

interface Element {
  /** 0-based position in the array. */
  index: number;
  /** 1-based line at which the element begins. */
  line: number;
  /** Its JSON as latin1, see `read-input.ts`. */
  bytes: string;
}

const HINT = 'Fetch the file again; it may have been cut off or edited.';

function parseRecord(text: string, file: DataFile, { index, line }: Element): unknown {
  try {
    return JSON.parse(text) as unknown;
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
  const found = char > '~' ? `byte 0x${char.charCodeAt(0).toString(16)}` : JSON.stringify(char);
  return new InputError(`${file.name} is not a JSON array of objects: found ${found} at line ${line}.`, {
    code: 'broken-json',
    hint: 'This source reads the official release, one JSON array a file.',
  });
}

async function* readElements(file: DataFile): AsyncGenerator<Element> {
  let buffer = '';
  /** Where the element being read begins in `buffer`; -1 between elements. */
  let start = -1;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  let startLine = 1;
  let index = 0;
  let closed = false;
  for await (const chunk of inputChunks(file.path)) {
    let at = buffer.length;
    buffer += chunk;
    for (; at < buffer.length; at++) {
      const char = buffer[at] as string;
      if (inString) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') inString = false;
      } else if (depth === 0) {
        if (char === '[' && !closed) depth = 1;
        else if (!/[ \t\r\n]/.test(char)) throw notAnArray(file, char, line);
      } else {
        if (depth === 1 && char === '}') throw notAnArray(file, char, line);
        if (depth === 1 && /[ \t\r\n,\]]/.test(char)) {
          if (start !== -1) yield { index: index++, line: startLine, bytes: buffer.slice(start, at) };
          start = -1;
        } else if (start === -1) {
          start = at;
          startLine = line;
        }
        if (char === '{' || char === '[') depth++;
        else if (char === '}' || char === ']') depth--;
        else inString = char === '"';
        closed = depth === 0;
      }
      if (char === '\n') line++;
    }
    buffer = start === -1 ? '' : buffer.slice(start);
    if (start !== -1) start = 0;
  }
  if (!closed) {
    const last = start === -1 ? index - 1 : index;
    let place = last < 0 ? 'before its first record' : `after record ${last}`;
    if (depth > 1 || inString) place = `inside record ${index}, begun at line ${startLine}`;
    throw new InputError(`${file.name} ends ${place}, before the array is closed.`, {
      code: 'broken-json',
      hint: HINT,
    });
  }
}

/** The records of a JSON array file that fit `schema`, streamed; the others are quarantined. Throws `InputError`. */
export async function* readJsonArray<T>(
  file: DataFile,
  schema: z.ZodType<T>,
  source: string,
  intake: Intake,
): AsyncGenerator<{ line: number; index: number; value: T }> {
  for await (const element of readElements(file)) {
    const { line, index } = element;
    const place = { source, file, line, index, intake };
    const text = checkUtf8(element.bytes, place);
    if (text === null) continue;
    const value = checkRecord(schema, parseRecord(text, file, element), place);
    if (value !== null) yield { line, index, value };
  }
}
