/**
 * FinanceQT (Quant-Trading-Instruct, Malik 2024): 386 questions on trading strategies, answered with Python for a back-testing platform.
 * English; the release names no licence, so it must be accepted by name. The paper's code module (152 rows after its filters).
 *
 * Reads `financeqt/*.parquet` with the columns `context`, `question`, `answer`. Only a train split was published. The answers are code:
 * free text for a judge, no rule compares them.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import { readParquet } from './parquet-rows.ts';
import type { ReadOptions, Source } from './source.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const rowSchema = z.object({ context: text, question: text, answer: text });

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const files =
    split === 'train' ? await listDataFiles(dataDir, financeqt.id, /^(train.*|\d+)\.parquet$/) : [];
  if (files.length === 0) throw missingSplit(dataDir, financeqt.id, split, 'train-*.parquet (train)');
  for (const file of files) {
    for await (const { line, value: row } of readParquet(file, rowSchema, financeqt.id, intake)) {
      const id = `train/${line}`;
      const asked = row.question.trim();
      if (asked === '' || row.answer.trim() === '') {
        const reason = asked === '' ? 'no question' : 'no gold';
        intake.exclude({ source: financeqt.id, id, reason, detail: asked });
        continue;
      }
      yield {
        id,
        source: financeqt.id,
        split,
        language: 'en',
        category: 'code',
        licence: financeqt.licence,
        cluster: contentHash(row.context.trim() === '' ? asked : row.context),
        texts: row.context.trim() === '' ? [] : [{ id: 'context', text: row.context }],
        tables: [],
        history: [],
        question: asked,
        reference: { kind: 'text', text: row.answer, accepted: [] },
      };
    }
  }
}

export const financeqt: Source = {
  id: 'financeqt',
  title: 'trading strategies to be written in Python',
  module: 'code',
  home: {
    at: 'huggingface',
    repo: 'lumalik/Quant-Trading-Instruct',
    revision: '24eba86dbefd1e4aa321105e7ed8de39fcf21d41',
    files: [{ path: 'data/train-00000-of-00001-35e07da1d2bd0d51.parquet', to: 'train.parquet' }],
  },
  licence: 'unknown',
  languages: ['en'],
  splits: ['train'],
  kinds: ['text'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
