/**
 * Messages as JSON: lines of objects (streamed), a list, or an export with `messages` (Slack, Telegram, Teams, and alike). A text may
 * stand inside of another object (`body.content`) or in pieces.
 */

import { InputError } from '../../../core/errors.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { fieldsOf, type NamedFields } from './fields.ts';
import { htmlText } from './html.ts';
import { MessageIds } from './message-ids.ts';
import { decodedChunks, type Source } from './source.ts';
import { readable, type OnUnreadable } from './unreadable.ts';

type Entry = Readonly<Record<string, unknown>>;

/** Keys under which exports keep their messages. */
const LISTS = ['messages', 'value', 'items', 'data', 'records', 'rows', 'conversation'];
const LONGEST_LINE = 4_000_000;

/** @param onUnreadable told of each line that is no message; the others are read */
export async function* jsonLineMessages(
  source: Source,
  named: NamedFields,
  onUnreadable: OnUnreadable,
): AsyncGenerator<TextToCheck> {
  const ids = new MessageIds(source.name);
  let number = 0;
  for await (const line of linesOf(source)) {
    number++;
    if (line?.trim() === '') continue;
    const place = `${source.name}, line ${number}`;
    const message = readable(onUnreadable, () => {
      if (line === null) throw tooLong(place);
      return messageOf(parsed(line, place), named, place, (own) => ids.next(number, own));
    });
    if (message !== null) yield message;
  }
}

/** @param onUnreadable told of each entry that is no message; the others are read */
export function* jsonMessages(
  name: string,
  text: string,
  named: NamedFields,
  onUnreadable: OnUnreadable,
): Generator<TextToCheck> {
  const ids = new MessageIds(name);
  const list = listOf(parsed(text, name));
  if (list === null) {
    throw new InputError(`${name} holds no messages`, {
      hint: 'Give a list of { "text": "…", "sender"?, "time"?, "id"? }, or an object with such a list as "messages".',
    });
  }
  for (const [at, entry] of list.entries()) {
    const message = readable(onUnreadable, () =>
      messageOf(entry, named, `${name}, message ${at + 1}`, (own) => ids.next(at + 1, own)),
    );
    if (message !== null) yield message;
  }
}

function listOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => nestedList(one) ?? [one]);
  return isEntry(value) ? (nestedList(value) ?? [value]) : null;
}

/** Of an export, or of one of its channels. */
function nestedList(value: unknown): unknown[] | null {
  if (!isEntry(value)) return null;
  return LISTS.flatMap((key) => (Array.isArray(value[key]) ? [value[key] as unknown[]] : []))[0] ?? null;
}

/** Null for one without words: a picture, somebody who joins. */
function messageOf(
  value: unknown,
  named: NamedFields,
  place: string,
  idOf: (own?: string) => string,
): TextToCheck | null {
  if (typeof value === 'string') return value.trim() === '' ? null : { id: idOf(), text: value };
  if (!isEntry(value)) {
    throw new InputError(`${place} is no message`, { hint: 'Each is an object with a text, or a text.' });
  }
  const fields = fieldsOf(Object.keys(value), named, place);
  const { text, hidden } = wordsOf(value[fields.text]);
  if (text.trim() === '') return null;
  const [sender, time, id] = [fields.sender, fields.time, fields.id].map((key) =>
    key === undefined ? undefined : labelOf(value[key]),
  );
  return { id: idOf(id), text, ...(hidden && { hidden }), ...(sender && { sender }), ...(time && { time }) };
}

function wordsOf(value: unknown): Pick<TextToCheck, 'text' | 'hidden'> {
  if (typeof value === 'string') return { text: value };
  if (Array.isArray(value)) return { text: value.map((part) => wordsOf(part).text).join('') };
  if (!isEntry(value)) return { text: '' };
  const text = value.content ?? value.text ?? value.body;
  const isHtml = value.contentType === 'html' && typeof text === 'string';
  return isHtml ? htmlText(text) : wordsOf(text ?? '');
}

/** A name or a moment; of a person the name. */
function labelOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isEntry(value)) return undefined;
  const inner = value.name ?? value.displayName ?? value.real_name ?? value.address ?? value.user;
  return inner === undefined ? undefined : labelOf(inner);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError(`${place} is not valid JSON: ${error.message}`, {
      hint: 'Save it anew; JSON lines (.jsonl) have one object a line.',
      cause: error,
    });
  }
}

/** Null for a line that is too long to be held. */
async function* linesOf(source: Source): AsyncGenerator<string | null> {
  let rest = '';
  let isTooLong = false;
  for await (const chunk of decodedChunks(source)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield isTooLong || line.length > LONGEST_LINE ? null : line;
      isTooLong = false;
    }
    if (isTooLong || rest.length > LONGEST_LINE) {
      isTooLong = true;
      rest = '';
    }
  }
  yield isTooLong ? null : rest;
}

function tooLong(place: string): InputError {
  return new InputError(`${place} has more than ${LONGEST_LINE} characters`, {
    hint: 'JSON lines have one message a line; give a list as .json.',
  });
}
