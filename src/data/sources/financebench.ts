/**
 * FinanceBench (Islam et al., 2023), the open sample: 150 questions of analysts on filings, with the passages that hold the answer.
 * English, CC-BY-NC-4.0 by the hub's card (the repository states none). Only for evaluation, so all of it is `test`; not one of the paper's
 * sources.
 *
 * Reads `financebench/financebench_open_source.jsonl`. The evidence is the material of the question. About a third of the answers is a bare
 * number, in the unit that the question names ("in USD millions"); `8.70` is often a figure rounded to 8.7, so that an answer with more
 * digits is right when it rounds to it. A bare Yes or No is a boolean, all other answers are text. Cluster: the filing.
 */

import { z } from 'zod';

import type { Question, Reference } from '../../core/question.ts';
import { noGold } from './exam-gold.ts';
import { readJsonl } from './jsonl.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import { printedGold } from './printed-gold.ts';
import { roundingSlack } from './rounding-slack.ts';
import type { ReadOptions, Source } from './source.ts';

const FILE = 'financebench_open_source.jsonl';

const rowSchema = z.object({
  financebench_id: z.string(),
  doc_name: z.string(),
  question_type: z.string(),
  question: z.string().trim().min(1),
  answer: z.string().nullish(),
  evidence: z.array(z.object({ evidence_text: z.string() })),
});

const YES_NO = /^(yes|no)\.?$/i;

function readGold(printed: string): Reference {
  const [, word] = YES_NO.exec(printed) ?? [];
  if (word !== undefined) return { kind: 'boolean', value: word.toLowerCase() === 'yes' };
  const gold = printedGold(printed);
  if (gold.kind !== 'number') return gold;
  const places = String(gold.value).split('.')[1]?.length ?? 0;
  return { ...gold, tolerance: roundingSlack(gold.value, places) };
}

async function* readTest({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const files = await listDataFiles(dataDir, 'financebench', /^financebench_open_source(_\d+)?\.jsonl$/);
  if (files.length === 0) throw missingSplit(dataDir, 'financebench', 'test', FILE);
  for (const file of files) {
    for await (const { value: row } of readJsonl(file, rowSchema, 'financebench', intake)) {
      const printed = row.answer?.trim() ?? '';
      if (printed === '') {
        const { financebench_id: id, question } = row;
        intake.exclude({ source: 'financebench', id, reason: noGold, detail: question });
        continue;
      }
      yield {
        id: row.financebench_id,
        source: 'financebench',
        split: 'test',
        language: 'en',
        category: row.question_type,
        licence: financebench.licence,
        cluster: row.doc_name,
        texts: row.evidence.map(({ evidence_text: text }, i) => ({ id: `evidence_${i}`, text })),
        tables: [],
        history: [],
        question: row.question,
        reference: readGold(printed),
      };
    }
  }
}

export const financebench: Source = {
  id: 'financebench',
  title: 'questions of analysts on filings, with evidence',
  module: null,
  home: {
    at: 'github',
    repo: 'patronus-ai/financebench',
    revision: 'cc39aeb4afdf33909ee1412188bf89035950c2eb',
    files: [{ path: `data/${FILE}`, to: FILE }],
  },
  licence: 'CC-BY-NC-4.0',
  languages: ['en'],
  splits: ['test'],
  kinds: ['number', 'boolean', 'text'],
  unit: 'percent',
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'test')
        throw missingSplit(options.dataDir, 'financebench', split, 'none, all rows are test');
      yield* readTest(options);
    }
  },
};
