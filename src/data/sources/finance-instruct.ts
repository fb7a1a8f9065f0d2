/**
 * Finance-Instruct-500k: open questions and answers, reasoning, sentiment, extraction and chat in finance, put together from some 37
 * sources. English, Apache-2.0.
 *
 * Reads `finance-instruct/train.json`, one JSON array or JSON Lines of `{system, user, assistant}`, or `train.parquet`. The release has one
 * split; the paper tested on a stratified tenth that cannot be had, so here a fixed tenth by hash of the question is `test`: its ids follow
 * from the text alone, and a question that stands twice is on one side. The assistant's text is the reference, for a judge. FinQA,
 * ConvFinQA and TAT-QA are said to be in it: decontamination has to find them.
 */

import { open } from 'node:fs/promises';
import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import type { Intake } from '../intake.ts';
import { readJsonArray } from './json-array.ts';
import { checkRecord, readJsonl } from './jsonl.ts';
import { listDataFiles, missingSplit, type DataFile } from './locate.ts';
import { readParquetRows } from './parquet-rows.ts';
import type { ReadOptions, Source } from './source.ts';

const rowSchema = z.object({
  system: z.string().nullish(),
  user: z.string().nullish(),
  assistant: z.string().nullish(),
});
type Row = z.infer<typeof rowSchema>;

const ID_DIGITS = 20;
const TEST_SHARE = 10;

/** One of ten questions is `test`, by the last decimal digit of the number that its hash is. */
export function instructSplit(id: string): Split {
  return Number(BigInt(`0x${id}`) % BigInt(TEST_SHARE)) === 0 ? 'test' : 'train';
}

async function beginsWithArray(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead).toString('latin1').trimStart().startsWith('[');
  } finally {
    await file.close();
  }
}

async function* rowsOf(file: DataFile, intake: Intake): AsyncGenerator<Row> {
  if (file.path.endsWith('.parquet')) {
    for await (const { index, cells } of readParquetRows(file.path)) {
      const row = checkRecord(rowSchema, cells, {
        source: 'finance-instruct',
        file,
        line: index + 1,
        intake,
      });
      if (row !== null) yield row;
    }
    return;
  }
  const read = (await beginsWithArray(file.path)) ? readJsonArray : readJsonl;
  for await (const { value } of read(file, rowSchema, 'finance-instruct', intake)) yield value;
}

/** The system text is kept as material where it says more than whom to be. */
function toQuestion({ system, user, assistant }: Row, split: Split, intake: Intake): Question | null {
  const question = user?.trim() ?? '';
  const answer = assistant?.trim() ?? '';
  const material = system?.trim() ?? '';
  const id = contentHash({ question, material }, ID_DIGITS);
  if (instructSplit(id) !== split) return null;
  if (question === '' || answer === '') {
    const reason = question === '' ? 'no question' : 'no gold';
    intake.exclude({ source: 'finance-instruct', id, reason, detail: (question || answer).slice(0, 80) });
    return null;
  }
  return {
    id,
    source: 'finance-instruct',
    split,
    language: /\p{Script=Han}/u.test(question) ? 'zh' : 'en',
    category: 'instruction',
    licence: financeInstruct.licence,
    cluster: id,
    texts: material === '' ? [] : [{ id: 'system', text: material }],
    tables: [],
    history: [],
    question,
    reference: { kind: 'text', text: answer, accepted: [] },
  };
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  if (split === 'dev')
    throw missingSplit(
      dataDir,
      'finance-instruct',
      split,
      'none: a tenth of train.json is test, the rest train',
    );
  const files = await listDataFiles(dataDir, 'finance-instruct', /^train.*\.(json|jsonl|parquet)$/);
  if (files.length === 0)
    throw missingSplit(dataDir, 'finance-instruct', split, 'train.json or train.parquet');
  const taken = new Set<string>();
  for (const file of files) {
    for await (const row of rowsOf(file, intake)) {
      const question = toQuestion(row, split, intake);
      if (question === null) continue;
      if (taken.has(question.id)) {
        const { id, question: detail } = question;
        const reason = 'the same question stands above';
        intake.exclude({ source: 'finance-instruct', id, reason, detail: detail.slice(0, 80) });
        continue;
      }
      taken.add(question.id);
      yield question;
    }
  }
}

export const financeInstruct: Source = {
  id: 'finance-instruct',
  title: 'open questions, reasoning, extraction and chat in finance',
  module: 'professional',
  home: {
    at: 'huggingface',
    repo: 'Josephgflowers/Finance-Instruct-500k',
    revision: 'main',
    files: [{ path: 'train.json', to: 'train.json' }],
  },
  licence: 'Apache-2.0',
  languages: ['en'],
  splits: ['train', 'test'],
  kinds: ['text'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
