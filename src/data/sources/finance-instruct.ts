/**
 * Finance-Instruct-500K (Flowers, 2025): instructions with free-text answers, gathered from some 37 sets. English, Apache-2.0.
 *
 * Reads `finance-instruct/train.json` (a JSON array or JSON Lines of `{system, user, assistant}`), or the hub's Parquet conversion of it
 * (`train*.parquet`, `0000.parquet` …). Rows without a question or an answer are excluded. What `system` says, where it says anything,
 * is the first text of the question.
 *
 * References are free text: answers are written by models in whole sentences, and no column tells the few that a rule could score. A chat
 * of several turns stands in `user` as one string, and is asked as it stands.
 *
 * Only one split was published. The paper holds out 10 % by stratified sampling that cannot be recovered; here 10 % of the questions
 * are `test`, chosen by a hash of their text, so that it is the same everywhere and equal questions are on the same side.
 * The set folds in FinQA, ConvFinQA and TAT-QA material, their test questions among it: decontaminate before training on it.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import { readRecords } from './records.ts';
import type { ReadOptions, Source } from './source.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => (value ?? '').trim());
const rowSchema = z.object({ system: text, user: text, assistant: text });
type Row = z.infer<typeof rowSchema>;

const TEST_SHARE = 0.1;
/** Part of the published split: another word gives another split. */
const SPLIT_SEED = 'finance-instruct/1';

const JSON_FILE = /^train(_\d+)?\.jsonl?$/;
const PARQUET_FILE = /^(train.*|\d+)\.parquet$/;

/** A question's identity: its text without case and spacing. */
function clusterOf(user: string): string {
  return contentHash(user.toLowerCase().replace(/\s+/g, ' '));
}

function splitOf(cluster: string): Split {
  const hash = parseInt(contentHash(`${SPLIT_SEED}/${cluster}`, 8), 16);
  return hash < TEST_SHARE * 2 ** 32 ? 'test' : 'train';
}

function toQuestion({ system, user, assistant }: Row, id: string, cluster: string, split: Split): Question {
  return {
    id,
    source: financeInstruct.id,
    split,
    language: 'en',
    category: 'instruction',
    licence: financeInstruct.licence,
    cluster,
    texts: system === '' ? [] : [{ id: 'system', text: system }],
    tables: [],
    history: [],
    question: user,
    reference: { kind: 'text', text: assistant, accepted: [] },
  };
}

async function* readSplits({ dataDir, splits, intake }: ReadOptions): AsyncGenerator<Question> {
  if (splits.includes('dev'))
    throw missingSplit(dataDir, financeInstruct.id, 'dev', 'train.json, which gives train and test');
  const json = await listDataFiles(dataDir, financeInstruct.id, JSON_FILE);
  // The Parquet conversion holds the same rows.
  const files = json.length > 0 ? json : await listDataFiles(dataDir, financeInstruct.id, PARQUET_FILE);
  if (files.length === 0)
    throw missingSplit(dataDir, financeInstruct.id, splits.join(' or '), 'train.json or train-*.parquet');
  for (const file of files) {
    for await (const { line, value: row } of readRecords(file, rowSchema, financeInstruct.id, intake)) {
      const cluster = clusterOf(row.user);
      const split = splitOf(cluster);
      if (!splits.includes(split)) continue;
      const id = files.length === 1 ? `row_${line}` : `${file.name.split('/').at(-1) ?? ''}_row_${line}`;
      if (row.user === '' || row.assistant === '') {
        const reason = row.user === '' ? 'no question' : 'no gold';
        intake.exclude({ source: financeInstruct.id, id, reason, detail: row.user || row.assistant });
        continue;
      }
      yield toQuestion(row, id, cluster, split);
    }
  }
}

export const financeInstruct: Source = {
  id: 'finance-instruct',
  title: 'instructions on finance, answered in free text',
  module: 'professional',
  home: {
    at: 'huggingface',
    repo: 'Josephgflowers/Finance-Instruct-500k',
    revision: '583a98fb0ec14d904e9423b671d9d0fea88891b6',
    files: [{ path: 'train.json', to: 'train.json' }],
  },
  licence: 'Apache-2.0',
  languages: ['en'],
  splits: ['train', 'test'],
  kinds: ['text'],
  unit: null,
  read: readSplits,
};
