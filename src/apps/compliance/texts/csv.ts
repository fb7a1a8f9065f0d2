/** CSV of messages, one a row, streamed: its columns are found by their names. */

import { InputError } from '../../../core/errors.ts';
import { delimiterOf } from '../../../documents/text/delimiter.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { fieldsOf, textPlaces, type MessageFields, type NamedFields } from './fields.ts';
import { MessageIds } from './message-ids.ts';
import { csvRows } from './csv-rows.ts';
import { beginOf, type Source } from './source.ts';
import type { OnUnreadable } from './unreadable.ts';
import { encodingOf } from '../../../documents/text/decode-text.ts';

interface Options {
  fields: NamedFields;
  onNote: (note: string) => void;
  /** Told of a row whose quote never ends, and of one with more cells than there are columns, where the text is not the last. */
  onUnreadable: OnUnreadable;
}

export async function* csvMessages(
  source: Source,
  { fields: named, onNote, onUnreadable }: Options,
): AsyncGenerator<TextToCheck> {
  const begin = await beginOf(source);
  const ids = new MessageIds(source.name);
  let columns: string[] | undefined;
  let fields: MessageFields | undefined;
  let places: number[] = [];
  let number = 0;
  let isJoined = false;
  const delimiter = delimiterOf(new TextDecoder(encodingOf(begin)).decode(begin));
  const isWhole = (row: readonly string[]): boolean =>
    columns === undefined ||
    !hasSurplus(row, columns) ||
    places.includes(columns.length - 1) ||
    !isOfLines(row);
  for await (const { row, line } of csvRows(source, delimiter, isWhole)) {
    if (row === null) {
      number++;
      onUnreadable(unpaired(`${source.name}:${line}`));
      continue;
    }
    if (columns === undefined) {
      columns = row.map((name) => name.trim());
      fields = fieldsOf(columns, named, source.name);
      places = textPlaces(columns, named);
      const note = columnsNote(columns, places, fields);
      if (named.text === undefined && note !== null) onNote(`${source.name}: ${note}`);
      continue;
    }
    number++;
    const cell = (name: string | undefined): string | undefined =>
      name === undefined ? undefined : row[columns?.indexOf(name) ?? -1];
    const last = columns.length - 1;
    if (hasSurplus(row, columns)) {
      const where = `${source.name}:${line}`;
      if (!places.includes(last)) {
        onUnreadable(tooManyCells(where, row.length, columns));
        continue;
      }
      row.splice(last, row.length, row.slice(last).join(delimiter));
      if (!isJoined)
        onNote(
          `${where} has more cells than columns: what follows is read as part of ${columns[last] ?? ''}, here and below.`,
        );
      isJoined = true;
    }
    const text = places
      .map((at) => row[at] ?? '')
      .filter((part) => part.trim() !== '')
      .join('\n\n');
    if (text.trim() === '') continue;
    const [sender, time] = [cell(fields?.sender), cell(fields?.time)];
    yield { id: ids.next(number, cell(fields?.id)), text, ...(sender && { sender }), ...(time && { time }) };
  }
}

function hasSurplus(row: readonly string[], columns: readonly string[]): boolean {
  return row.slice(columns.length).some((surplus) => surplus.trim() !== '');
}

function isOfLines(row: readonly string[]): boolean {
  return row.some((cell) => /[\r\n]/.test(cell));
}

/** Null where every column is read as what it is called. */
function columnsNote(columns: string[], places: number[], fields: MessageFields): string | null {
  const known = [fields.sender, fields.time, fields.id];
  const ignored = columns.filter((name, at) => !places.includes(at) && !known.includes(name));
  if (places.length < 2 && ignored.length === 0) return null;
  const read = places.map((at) => columns[at]).join(', ');
  return `read as text: ${read}${ignored.length === 0 ? '' : `; not read: ${ignored.join(', ')}`}.`;
}

function tooManyCells(where: string, cells: number, columns: string[]): InputError {
  return new InputError(`${where} has ${cells} cells, and there are ${columns.length} columns`, {
    hint: 'A text that holds the delimiter stands in quotes.',
  });
}

function unpaired(where: string): InputError {
  return new InputError(`${where} cannot be read as CSV: a quote that begins there does not end`, {
    hint: 'Quotes have to pair, and a quote inside of a text is written twice.',
  });
}
