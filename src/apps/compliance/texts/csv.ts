/** CSV of messages, one a row, streamed: its columns are found by their names. */

import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { InputError } from '../../../core/errors.ts';
import { delimiterOf } from '../../../documents/text/delimiter.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { fieldsOf, type MessageFields, type NamedFields } from './fields.ts';
import { MessageIds } from './message-ids.ts';
import { beginOf, decodedChunks, type Source } from './source.ts';
import { encodingOf } from '../../../documents/text/decode-text.ts';

export async function* csvMessages(source: Source, named: NamedFields): AsyncGenerator<TextToCheck> {
  const begin = await beginOf(source);
  const ids = new MessageIds(source.name);
  let columns: string[] | undefined;
  let fields: MessageFields | undefined;
  let number = 0;
  for await (const row of records(source, delimiterOf(new TextDecoder(encodingOf(begin)).decode(begin)))) {
    if (columns === undefined) {
      columns = row.map((name) => name.trim());
      fields = fieldsOf(columns, named, source.name);
      continue;
    }
    number++;
    const cell = (name: string | undefined): string | undefined =>
      name === undefined ? undefined : row[columns?.indexOf(name) ?? -1];
    const text = cell(fields?.text) ?? '';
    if (text.trim() === '') continue;
    const [sender, time] = [cell(fields?.sender), cell(fields?.time)];
    yield { id: ids.next(number, cell(fields?.id)), text, ...(sender && { sender }), ...(time && { time }) };
  }
}

async function* records(source: Source, delimiter: string): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // The reader of the rows meets the error of either.
  pipeline(Readable.from(decodedChunks(source)), parser, () => {});
  try {
    for await (const row of parser) yield row as string[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`${source.name} cannot be read as CSV: ${error.message}`, {
      hint: 'Quotes have to pair, and a quote inside of a text is written twice.',
      cause: error,
    });
  }
}

const LONGEST_RECORD = 4_000_000;
