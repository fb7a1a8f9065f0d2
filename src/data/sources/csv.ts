/**
 * Splits a CSV file into rows, each with the physical line at which it begins.
 *
 * `csv-parse` reads (quotes, line breaks inside them, line ends of any kind) but stops at the first fault. Here only the line where the
 * faulty row begins is given up, and reading resumes below it: a quote that is never closed does not swallow good rows. A broken
 * row of several lines may so give several faults. Blank lines are no rows.
 */

import { CsvError, parse, type Options } from 'csv-parse/sync';

import { decodeUtf8, inputChunks } from '../../core/read-input.ts';

export type CsvRow =
  | { line: number; fields: string[] }
  /** `fault` says why the line cannot be used, `excerpt` is what stands there. */
  | { line: number; fault: string; excerpt: string };

const options: Options = {
  encoding: 'latin1',
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
};

const faults: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is opened and not closed before the next one',
  INVALID_OPENING_QUOTE: 'a quote stands inside a field that does not begin with one',
};

const LF = 0x0a;
const CR = 0x0d;
const isBreak = (byte: number | undefined): boolean => byte === LF || byte === CR;

function decoded(fields: string[], line: number): CsvRow {
  const { text, valid } = decodeUtf8(fields.join(','));
  if (!valid) return { line, fault: 'not valid UTF-8', excerpt: text };
  return { line, fields: fields.map((field) => decodeUtf8(field).text) };
}

function broken(error: unknown, lineBytes: Buffer, line: number): CsvRow {
  const fault = error instanceof CsvError ? faults[error.code] : undefined;
  if (fault === undefined) throw error;
  return { line, fault, excerpt: lineBytes.toString('utf8') };
}

/** A row of one line whose unquoted text holds quotes, as people write it by hand: `The "best" quarter,1`. */
function relaxed(lineBytes: Buffer, line: number): CsvRow {
  try {
    return decoded(parse(lineBytes, { ...options, relax_quotes: true })[0] ?? [], line);
  } catch (error) {
    return broken(error, lineBytes, line);
  }
}

/** The rows of the CSV file at `path`, the header among them. Throws `InputError` when it cannot be read. */
export async function readCsv(path: string): Promise<CsvRow[]> {
  const chunks: string[] = [];
  for await (const chunk of inputChunks(path)) chunks.push(chunk);
  const bytes = Buffer.from(chunks.join(''), 'latin1');
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  const advance = (end: number): void => {
    let next = end;
    while (isBreak(bytes[next])) next++;
    for (; at < next; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++;
  };
  advance(0);
  while (at < bytes.length) {
    const from = at;
    try {
      parse(bytes.subarray(from), {
        ...options,
        on_record(fields, { bytes: read }) {
          rows.push(decoded(fields, line));
          advance(from + read);
          return null;
        },
      });
    } catch (error) {
      let end = at;
      while (end < bytes.length && !isBreak(bytes[end])) end++;
      const lineBytes = bytes.subarray(at, end);
      const last = rows.at(-1);
      // After a fault a stray quote is more likely the rest of the broken row than a row of its own.
      const trusted = last === undefined || 'fields' in last;
      const stray = error instanceof CsvError && error.code === 'INVALID_OPENING_QUOTE';
      rows.push(stray && trusted ? relaxed(lineBytes, line) : broken(error, lineBytes, line));
      advance(end);
    }
  }
  return rows;
}
