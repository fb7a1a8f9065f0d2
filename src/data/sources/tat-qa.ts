/**
 * TAT-QA (Zhu et al., ACL 2021): questions on a table and the paragraphs around it, from annual reports. English, CC-BY-4.0, units
 * `percent`. Not among the paper's sources; a neighbour of FinQA with other conventions, so a good test of both.
 *
 * Reads `tat-qa/tatqa_dataset_{train,dev,test_gold}.json`. Answers carry a scale, see `tat-qa-gold.ts`. The text of a question is asked
 * as it stands. Cluster: the table, shared by about six questions.
 */

import { z } from 'zod';

import type { Question, Reference, Split } from '../../core/question.ts';
import { programCategory } from '../program-category.ts';
import { parseProgram } from '../program-parse.ts';
import { readJsonArray } from './json-array.ts';
import { knownBadGold } from './known-bad-golds.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';
import { arithmeticGold, multiSpanGold, scales, spanGold } from './tat-qa-gold.ts';

const answerSchema = z.union([z.number(), z.string(), z.array(z.string())]);

const itemSchema = z.object({
  uid: z.string(),
  question: z.string().min(1),
  answer: answerSchema.nullish(),
  derivation: z.string().nullish(),
  answer_type: z.enum(['arithmetic', 'count', 'span', 'multi-span']),
  scale: z.enum(scales),
});
type Item = z.infer<typeof itemSchema>;

const documentSchema = z.object({
  table: z.object({ uid: z.string(), table: z.array(z.array(z.string())) }),
  paragraphs: z.array(z.object({ order: z.number(), text: z.string() })),
  questions: z.array(itemSchema),
});

const fileOf: Record<Split, string> = { train: 'train', dev: 'dev', test: 'test_gold' };

/** Null where the row has no gold, or none of the form that its answer type names. */
function goldOf(item: Item): { reference: Reference; program?: string | undefined } | null {
  const { answer, scale } = item;
  const derivation = item.derivation ?? '';
  if (item.answer_type === 'arithmetic') {
    const value = typeof answer === 'string' && answer.trim() !== '' ? Number(answer) : answer;
    return typeof value === 'number' && Number.isFinite(value)
      ? arithmeticGold(value, derivation, scale)
      : null;
  }
  const spans = (Array.isArray(answer) ? answer : [String(answer ?? '')]).filter(
    (span) => span.trim() !== '',
  );
  const [first, ...others] = spans;
  if (first === undefined) return null;
  return {
    reference: others.length === 0 ? spanGold(first, scale) : multiSpanGold(spans, scale, item.question),
  };
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const pattern = new RegExp(`^tatqa_dataset_${fileOf[split]}(_\\d+)?\\.json$`);
  const files = await listDataFiles(dataDir, tatqa.id, pattern);
  if (files.length === 0) throw missingSplit(dataDir, tatqa.id, split, `tatqa_dataset_${fileOf[split]}.json`);
  for (const file of files) {
    for await (const { value: document } of readJsonArray(file, documentSchema, tatqa.id, intake)) {
      const paragraphs = document.paragraphs.toSorted((a, b) => a.order - b.order);
      for (const item of document.questions) {
        const bad = knownBadGold(tatqa.id, item.uid);
        const gold = bad === null ? goldOf(item) : null;
        if (gold === null) {
          const reason = bad === null ? 'no gold' : 'gold known to be wrong';
          const detail = bad ?? `${item.answer_type} with the answer ${JSON.stringify(item.answer)}`;
          intake.exclude({ source: tatqa.id, id: item.uid, reason, detail });
          continue;
        }
        yield {
          id: item.uid,
          source: tatqa.id,
          split,
          language: 'en',
          category:
            gold.program === undefined ? item.answer_type : programCategory(parseProgram(gold.program)),
          licence: tatqa.licence,
          cluster: document.table.uid,
          texts: paragraphs.map(({ order, text }) => ({ id: `text_${order}`, text })),
          tables: [{ id: 'table', rows: document.table.table }],
          history: [],
          question: item.question,
          reference: gold.reference,
          ...(gold.program === undefined ? {} : { program: gold.program }),
        };
      }
    }
  }
}

export const tatqa: Source = {
  id: 'tat-qa',
  title: 'questions on tables with text of annual reports',
  module: null,
  home: {
    at: 'github',
    repo: 'NExTplusplus/TAT-QA',
    revision: '870accc41953dcde885aabeb963d94aabdc0fbc3',
    files: [
      { path: 'dataset_raw/tatqa_dataset_train.json', to: 'tatqa_dataset_train.json' },
      { path: 'dataset_raw/tatqa_dataset_dev.json', to: 'tatqa_dataset_dev.json' },
      { path: 'dataset_raw/tatqa_dataset_test_gold.json', to: 'tatqa_dataset_test_gold.json' },
    ],
  },
  licence: 'CC-BY-4.0',
  languages: ['en'],
  splits: ['train', 'dev', 'test'],
  kinds: ['number', 'text'],
  unit: 'percent',
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
