/**
 * FinanceQT (Quant-Trading-Instruct): questions on trading strategies with answers in Python for QuantConnect; the paper's module "financial
 * code", 152 of 386 rows. English; the release names no licence.
 *
 * Reads `financeqt/*.parquet` with the columns `context`, `question`, `answer`; all of it is `train`. Code is free text for a judge.
 * Cluster: the context, or the question where there is none.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';
import { checkRecord } from './jsonl.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import { readParquetRows } from './parquet-rows.ts';
import type { ReadOptions, Source } from './source.ts';

const rowSchema = z.object({
  context: z.string().nullish(),
  question: z.string().trim().min(1),
  answer: z.string().nullish(),
});

async function* readTrain({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const files = await listDataFiles(dataDir, 'financeqt', /\.parquet$/);
  if (files.length === 0) throw missingSplit(dataDir, 'financeqt', 'train', 'train-*.parquet');
  for (const file of files) {
    for await (const { index, cells } of readParquetRows(file.path)) {
      const row = checkRecord(rowSchema, cells, { source: 'financeqt', file, line: index + 1, intake });
      if (row === null) continue;
      const id = `row_${index}`;
      const answer = row.answer?.trim() ?? '';
      const context = row.context?.trim() ?? '';
      if (answer === '') {
        intake.exclude({ source: 'financeqt', id, reason: 'no gold', detail: row.question.slice(0, 80) });
        continue;
      }
      yield {
        id,
        source: 'financeqt',
        split: 'train',
        language: 'en',
        category: 'code',
        licence: financeqt.licence,
        cluster: contentHash(context === '' ? row.question : context),
        texts: context === '' ? [] : [{ id: 'context', text: context }],
        tables: [],
        history: [],
        question: row.question,
        reference: { kind: 'text', text: answer, accepted: [] },
      };
    }
  }
}

export const financeqt: Source = {
  id: 'financeqt',
  title: 'trading strategies as Python for QuantConnect',
  module: 'code',
  home: {
    at: 'huggingface',
    repo: 'lumalik/Quant-Trading-Instruct',
    revision: 'main',
    files: [{ path: 'data/train-*.parquet', to: './' }],
  },
  licence: 'unknown',
  languages: ['en'],
  splits: ['train'],
  kinds: ['text'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'train')
        throw missingSplit(options.dataDir, 'financeqt', split, 'none, all rows are train');
      yield* readTrain(options);
    }
  },
};
