/** The whole question of a row, wherever it was kept: beside SFT and RL rows in Parquet, of others in `left-out.jsonl`. */

import { z } from 'zod';
import { questionSchema, type Question } from '../../core/question.ts';
import { quoted } from '../../data/index.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { readRow, type ReadRow } from '../lines/read-row.ts';
import { notFound } from '../not-found.ts';
import { DATA, LEFT_OUT, type RowFile } from './data-files.ts';
import type { DataTable, RowPlace } from './data-table.ts';
import { bytesOf } from './bytes-of.ts';

const leftOutSchema = z.object({ question: questionSchema });

/** The columns of a row of `sft.parquet` or `rl.parquet`, as texts. */
export async function parquetRow(
  table: DataTable,
  set: 'sft' | 'rl',
  row: number,
): Promise<Record<string, string>> {
  const path = table.place.find(DATA, `${set}.parquet`);
  if (path === null) throw notFound(`${table.place.told(DATA, `${set}.parquet`)} has gone.`);
  const [found = {}] = await table.run(
    `SELECT * FROM read_parquet(${quoted(path)}, file_row_number = true) WHERE file_row_number = $row`,
    { row },
  );
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value ?? '')]));
}

/** A line of one of the data set's files. */
export async function lineRow<T>(
  place: RunPlace,
  name: RowFile,
  [start, end]: readonly [number, number],
  schema: z.ZodType<T>,
): Promise<ReadRow<T>> {
  return readRow(await bytesOf(place, name, start, end), schema);
}

/** Null where it was not kept, or cannot be read. */
export async function keptQuestion(table: DataTable, { head, question }: RowPlace): Promise<Question | null> {
  const { set, row } = head;
  if (set === 'sft' || set === 'rl') return readQuestion(await parquetRow(table, set, row));
  if (question === null) return null;
  const read = await lineRow(table.place, LEFT_OUT, question, leftOutSchema);
  return 'row' in read ? read.row.question : null;
}

/** Of a row of Parquet. */
export function readQuestion({ question_json: json = '' }: Record<string, string>): Question | null {
  const read = readRow(Buffer.from(json), questionSchema);
  return 'row' in read ? read.row : null;
}
