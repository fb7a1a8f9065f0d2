/**
 * FinanceReasoning (Tang et al., ACL 2025): 2,238 calculations in three levels; the test questions of CodeFinQA and CodeTAT-QA and the
 * validation questions of FinanceMath with golds looked at again, and new ones. English. The repository states no licence (the authors'
 * copy on the Hugging Face hub says CC-BY-4.0). Only for evaluation, so all of it is `test`; not one of the paper's sources.
 *
 * Reads `financereasoning/{easy,medium,hard}.json`: arrays of `{question_id, question, context, ground_truth, level, source, …}`; other fields
 * differ by file. Golds are numbers (see `financereasoning-gold.ts`) or, fourteen times, booleans. The Python solutions are left aside.
 * Cluster: the material, which several questions share, else the question.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';
import { noGold } from './exam-gold.ts';
import { readMaterial } from './financereasoning-context.ts';
import { calculatedGold } from './financereasoning-gold.ts';
import { readJsonArray } from './json-array.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const levels = ['easy', 'medium', 'hard'] as const;

const rowSchema = z.object({
  question_id: z.string(),
  question: z.string().trim().min(1),
  context: z.string().nullish(),
  ground_truth: z.union([z.number(), z.boolean()]).nullish(),
  level: z.enum(levels),
});

async function* readTest({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const files = await listDataFiles(dataDir, 'financereasoning', /^(easy|medium|hard)(_\d+)?\.json$/);
  if (files.length === 0)
    throw missingSplit(
      dataDir,
      'financereasoning',
      'test',
      levels.map((level) => `${level}.json`).join(', '),
    );
  for (const file of files) {
    for await (const { value: row } of readJsonArray(file, rowSchema, 'financereasoning', intake)) {
      const { question_id: id, question, context, ground_truth: gold, level } = row;
      if (gold === null || gold === undefined) {
        intake.exclude({ source: 'financereasoning', id, reason: noGold, detail: question });
        continue;
      }
      const material = context?.trim() ?? '';
      yield {
        id,
        source: 'financereasoning',
        split: 'test',
        language: 'en',
        category: level,
        licence: financereasoning.licence,
        cluster: `financereasoning:${contentHash((material || question).replace(/\s+/g, ' '))}`,
        ...readMaterial(material),
        history: [],
        question: question.replaceAll('\\$', '$'),
        reference: calculatedGold(gold, question),
      };
    }
  }
}

export const financereasoning: Source = {
  id: 'financereasoning',
  title: 'financial calculations in three levels',
  module: null,
  home: {
    at: 'github',
    repo: 'BUPT-Reasoning-Lab/FinanceReasoning',
    revision: 'b0fe6455396f831955e4eb988472b4a563403bc5',
    files: levels.map((level) => ({ path: `data/FinanceReasoning/${level}.json`, to: `${level}.json` })),
  },
  licence: 'unknown',
  languages: ['en'],
  splits: ['test'],
  kinds: ['number', 'boolean'],
  unit: 'percent',
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'test')
        throw missingSplit(options.dataDir, 'financereasoning', split, 'none, all rows are test');
      yield* readTest(options);
    }
  },
};
