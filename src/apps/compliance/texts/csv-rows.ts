/** Rows of CSV, streamed. A quote that never ends costs the line it begins in, not all that follow. */

import { pipeline, Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { decodedChunks, type Source } from './source.ts';

export interface CsvRow {
  /** Null: unreadable, a quote begins there that never ends. */
  row: string[] | null;
  /** On which it ends, from 1. */
  line: number;
}

const LONGEST_RECORD = 4_000_000;
const LF = 10;
const CR = 13;

/** @param isWhole false for a row that a quote has made of several lines: the first of them is unreadable, the others are read anew */
export async function* csvRows(
  source: Source,
  delimiter: string,
  isWhole: (row: readonly string[]) => boolean = () => true,
): AsyncGenerator<CsvRow> {
  let from: Place = { byte: 0, line: 0 };
  for (;;) {
    const faults: CsvError[] = [];
    const parser = parse({
      ...{ delimiter, bom: true, info: true, record_delimiter: ['\r\n', '\n', '\r'] },
      ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      max_record_size: LONGEST_RECORD,
      skip_records_with_error: true,
      on_skip: (fault) => void (fault !== undefined && faults.push(fault)),
    });
    // The reader of the rows meets the error of either.
    pipeline(Readable.from(bytesFrom(source, from.byte)), parser, () => {});
    let end = 0;
    let isTorn = false;
    for await (const one of parser) {
      const { record, info } = one as { record: string[]; info: { lines: number; bytes: number } };
      // What comes after a quote that was not meant is parted at the wrong places.
      const fault = faults[0];
      isTorn = (fault !== undefined && info.bytes > bytesOf(fault)) || !isWhole(record);
      if (isTorn) break;
      end = info.bytes;
      yield { row: record, line: from.line + info.lines };
    }
    if (faults.length === 0 && !isTorn) return;
    from = await afterLine(source, from.byte + end);
    yield { row: null, line: from.line };
  }
}

interface Place {
  /** Of the text as UTF-8. */
  byte: number;
  /** Lines before it. */
  line: number;
}

/** Where the row before the fault ended. */
function bytesOf(fault: CsvError): number {
  return Number((fault as { bytes?: unknown }).bytes);
}

async function* bytesFrom(source: Source, from: number): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const text of decodedChunks(source)) {
    const bytes = Buffer.from(text);
    const skipped = Math.max(0, from - at);
    at += bytes.length;
    if (skipped < bytes.length) yield bytes.subarray(skipped);
  }
}

/** After the first line from `from` on that is not empty. */
async function afterLine(source: Source, from: number): Promise<Place> {
  let [byte, line, before] = [0, 0, 0];
  let isEmpty = true;
  let isOver = false;
  for await (const bytes of bytesFrom(source, 0)) {
    for (const value of bytes) {
      const isSecond = value === LF && before === CR;
      if (isOver) return { byte: isSecond ? byte + 1 : byte, line };
      const isBreak = value === LF || value === CR;
      if (isBreak && !isSecond) {
        line++;
        isOver = !isEmpty;
      } else if (!isBreak && byte >= from) isEmpty = false;
      before = value;
      byte++;
    }
  }
  return { byte, line: isOver ? line : line + 1 };
}
