/**
 * FinPEE: calculation questions of a Chinese postgraduate entrance exam in finance; the paper kept 179 of 350. It was never released, so
 * this is a slot for questions of one's own that are to stand in its place.
 *
 * Reads `finpee/questions.jsonl`, a line a question: `{"question": "…", "answer": 0.125}` or `{"question": "…", "answer": "12.5%"}`, with
 * an `id` where one is wanted. A number, or text that is one number with its unit (`71.28元`, `12.5%`), is scored by rule; other text goes
 * to the judge. All of it is `train`. Cluster: the question.
 */

import { join } from 'node:path';
import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import type { Question } from '../../core/question.ts';
import { examCluster } from './exam-csv.ts';
import { noGold } from './exam-gold.ts';
import { readJsonl } from './jsonl.ts';
import { missingSplit } from './locate.ts';
import { printedGold } from './printed-gold.ts';
import type { ReadOptions, Source } from './source.ts';

const rowSchema = z.object({
  id: z.string().min(1).optional(),
  question: z.string().trim().min(1),
  answer: z.union([z.number(), z.string()]).nullish(),
});

const slot =
  'finpee/questions.jsonl, a line a question: {"question": "…", "answer": number or text, "id": optional text}';

async function* readTrain({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const file = { path: join(dataDir, 'finpee', 'questions.jsonl'), name: 'finpee/questions.jsonl' };
  if (!isThere(file.path)) {
    throw new InputError(`${file.path} does not exist: FinPEE was never released and cannot be fetched.`, {
      code: 'missing-data',
      hint: `Leave finpee out, or put questions of your own there: ${slot}.`,
    });
  }
  for await (const { line, value } of readJsonl(file, rowSchema, 'finpee', intake)) {
    const { question, answer } = value;
    const id = value.id ?? `line_${line}`;
    if (answer === undefined || answer === null || answer === '') {
      intake.exclude({ source: 'finpee', id, reason: noGold, detail: question.slice(0, 80) });
      continue;
    }
    yield {
      id,
      source: 'finpee',
      split: 'train',
      language: 'zh',
      category: 'calculation',
      licence: finpee.licence,
      cluster: examCluster(question),
      texts: [],
      tables: [],
      history: [],
      question,
      reference:
        typeof answer === 'number'
          ? { kind: 'number', value: answer, unit: 'plain', tolerance: 0 }
          : printedGold(answer),
    };
  }
}

export const finpee: Source = {
  id: 'finpee',
  title: 'postgraduate entrance exam calculations (closed; a slot for your own)',
  module: 'professional',
  home: { at: 'closed', slot },
  licence: 'unknown',
  languages: ['zh'],
  splits: ['train'],
  kinds: ['number', 'text'],
  unit: 'percent',
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'train') throw missingSplit(options.dataDir, 'finpee', split, 'none, all rows are train');
      yield* readTrain(options);
    }
  },
};
