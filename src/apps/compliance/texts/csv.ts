/** CSV of messages, one a row, streamed: its columns are found by their names. */

import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { InputError } from '../../../core/errors.ts';
import { delimiterOf } from '../../../documents/text/delimiter.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { fieldsOf, textPlaces, type MessageFields, type NamedFields } from './fields.ts';
import { MessageIds } from './message-ids.ts';
import { beginOf, decodedChunks, type Source } from './source.ts';
import { encodingOf } from '../../../documents/text/decode-text.ts';

/** @throws InputError with file and line of a row that has more cells than there are columns, where the text is not the last. */
export async function* csvMessages(
  source: Source,
  named: NamedFields,
  onNote: (note: string) => void,
): AsyncGenerator<TextToCheck> {
  const begin = await beginOf(source);
  const ids = new MessageIds(source.name);
  let columns: string[] | undefined;
  let fields: MessageFields | undefined;
  let places: number[] = [];
  let number = 0;
  let isJoined = false;
  const delimiter = delimiterOf(new TextDecoder(encodingOf(begin)).decode(begin));
  for await (const { row, line } of records(source, delimiter)) {
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
    if (row.slice(last + 1).some((surplus) => surplus.trim() !== '')) {
      const where = `${source.name}:${line}`;
      if (!places.includes(last)) throw tooManyCells(where, row.length, columns);
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

/** @returns rows with the line they end on, from 1 */
async function* records(source: Source, delimiter: string): AsyncGenerator<{ row: string[]; line: number }> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // The reader of the rows meets the error of either.
  pipeline(Readable.from(decodedChunks(source)), parser, () => {});
  try {
    for await (const one of parser) {
      const { record, info } = one as { record: string[]; info: { lines: number } };
      yield { row: record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`${source.name} cannot be read as CSV: ${error.message}`, {
      hint: 'Quotes have to pair, and a quote inside of a text is written twice.',
      cause: error,
    });
  }
}

const LONGEST_RECORD = 4_000_000;
