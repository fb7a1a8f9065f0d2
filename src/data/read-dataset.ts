/** Reads back what `buildDataset` wrote: SFT samples and RL questions. */

import { access } from 'node:fs/promises';

import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';

import { FinR1Error, InputError } from '../core/errors.ts';
import { questionSchema, type Question } from '../core/question.ts';
import type { ChatMessage } from '../core/trace.ts';

export interface SftSample {
  question: Question;
  /** The prompt. */
  messages: ChatMessage[];
  /** The assistant's whole message, tags included. */
  completion: string;
}

const chatSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(2);

/** SFT samples of a `sft.parquet`, in file order. Throws `InputError`. */
export async function readSftSamples(path: string): Promise<SftSample[]> {
  const rows = await readColumns(path, ['question_json', 'messages']);
  return rows.map(([question, messages], row) => {
    const chat = parseCell(chatSchema, messages, path, row, 'messages');
    return {
      question: parseCell(questionSchema, question, path, row, 'question_json'),
      messages: chat.slice(0, -1),
      completion: chat.at(-1)?.content ?? '',
    };
  });
}

/** Questions of a `rl.parquet`, in file order. Throws `InputError`. */
export async function readRlQuestions(path: string): Promise<Question[]> {
  const rows = await readColumns(path, ['question_json']);
  return rows.map(([question], row) => parseCell(questionSchema, question, path, row, 'question_json'));
}

function unreadable(path: string, why: string, cause?: unknown): InputError {
  return new InputError(`The data set ${path} cannot be read: ${why}.`, {
    code: 'broken-dataset',
    hint: 'Give a sft.parquet or rl.parquet that `fin-r1 data build` wrote, or build it again.',
    cause,
  });
}

function parseCell<T>(
  schema: z.ZodType<T>,
  cell: DuckDBValue | undefined,
  path: string,
  row: number,
  column: string,
): T {
  try {
    return schema.parse(JSON.parse(String(cell)));
  } catch (cause) {
    throw unreadable(path, `row ${row} has a broken ${column}`, cause);
  }
}

async function readColumns(path: string, columns: readonly string[]): Promise<DuckDBValue[][]> {
  try {
    await access(path);
  } catch (cause) {
    throw unreadable(path, 'there is no such file', cause);
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const connection = await instance.connect();
    try {
      const file = path.replaceAll("'", "''");
      const reader = await connection.runAndReadAll(
        `SELECT ${columns.join(', ')} FROM read_parquet('${file}')`,
      );
      return reader.getRows();
    } catch (cause) {
      if (FinR1Error.isInstance(cause)) throw cause;
      throw unreadable(
        path,
        cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause),
        cause,
      );
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
