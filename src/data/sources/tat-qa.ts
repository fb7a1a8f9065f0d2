/**
 * TAT-QA (Zhu et al., ACL 2021): questions on a table of an annual report and the paragraphs around it. English, CC BY 4.0.
 *
 * Reads `tat-qa/tatqa_dataset_{train,dev,test_gold}.json`: documents with a table, paragraphs and questions. Numbers carry a `scale`
 * (thousand, million, billion, percent), which the release scores together with the answer. Percentages are in percent units ("-22.22" with
 * scale percent): unit `percent`. Amounts are asked in their scale, which is added to the question, and the reference is the number as it
 * counts there; an answer that names the scale itself ("44.1 million") is read by the scorer's rule `number:stated-unit`. A single span
 * that is a number is a number; several spans are text in any order, as in the release's own metric.
 * Cluster: the table.
 */

import { z } from 'zod';

import type { Question, Reference, Split } from '../../core/question.ts';
import { readNumbers } from '../../verify/number.ts';
import { derivationProgram } from './derivation-program.ts';
import { readJsonArray } from './json-array.ts';
import { knownBadGold } from './known-bad-golds.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const scales = ['', 'thousand', 'million', 'billion', 'percent'] as const;

const questionSchema = z.object({
  uid: z.string(),
  question: z.string(),
  answer: z.union([z.number(), z.string(), z.array(z.string())]).nullish(),
  derivation: z.string().default(''),
  answer_type: z.enum(['span', 'multi-span', 'arithmetic', 'count']),
  scale: z.enum(scales).default(''),
});
type Row = z.infer<typeof questionSchema>;

const documentSchema = z.object({
  table: z.object({ uid: z.string(), table: z.array(z.array(z.string())) }),
  paragraphs: z.array(z.object({ uid: z.string(), text: z.string() })),
  questions: z.array(questionSchema),
});

/** More spans than this have too many orders to list. */
const MOST_ORDERED = 4;

const fileOfSplit: Record<Split, string> = { train: 'train', dev: 'dev', test: 'test_gold' };

function ordersOf(spans: readonly string[]): string[][] {
  if (spans.length < 2) return [[...spans]];
  return spans.flatMap((first, i) => ordersOf(spans.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

/** `$1,496.5` is a number; `2019` asked as a span is one too, and scored as such. */
function numberOf(text: string): number | null {
  const [number, other] = readNumbers(text);
  if (number === undefined || other !== undefined || number.raw.trim() !== text.trim()) return null;
  // In this data set a percent sign repeats the unit: 13.2% is 13.2.
  return number.unit === 'percent' ? number.value * (number.raw.includes('%') ? 1 : 100) : number.value;
}

function referenceOf({ answer, answer_type: type, scale }: Row): Reference | null {
  if (answer === null || answer === undefined) return null;
  const unit = scale === 'percent' ? 'percent' : 'plain';
  const number = (value: number, text: string): Reference => ({
    kind: 'number',
    value,
    unit,
    tolerance: 0,
    text,
  });
  if (typeof answer === 'number') return number(answer, scale === '' ? `${answer}` : `${answer} ${scale}`);
  const spans = (Array.isArray(answer) ? answer : [answer])
    .map((span) => span.trim())
    .filter((span) => span !== '');
  const [only] = spans;
  if (only === undefined) return null;
  if (spans.length === 1) {
    const value = numberOf(only);
    if (value !== null && (type === 'count' || scale !== '')) return number(value, only);
    return { kind: 'text', text: only, accepted: [] };
  }
  const accepted =
    spans.length > MOST_ORDERED
      ? []
      : ordersOf(spans)
          .slice(1)
          .map((order) => order.join('; '));
  return { kind: 'text', text: spans.join('; '), accepted };
}

/** The scale an amount is asked in is part of the gold, so it is part of the question too. */
function asked({ question, scale, answer }: Row): string {
  const isNumber =
    typeof answer === 'number' || (Array.isArray(answer) && answer.every((span) => numberOf(span) !== null));
  return scale === '' || !isNumber
    ? question
    : `${question} (${scale === 'percent' ? 'in percent' : `in ${scale}s`})`;
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const name = fileOfSplit[split];
  const files = await listDataFiles(dataDir, 'tat-qa', new RegExp(`^tatqa_dataset_${name}\\.json$`));
  if (files.length === 0) throw missingSplit(dataDir, 'tat-qa', split, `tatqa_dataset_${name}.json`);
  for (const file of files) {
    for await (const { value } of readJsonArray(file, documentSchema, 'tat-qa', intake)) {
      const { table, paragraphs, questions } = value;
      const tables = [{ id: 'table', rows: table.table }];
      const texts = paragraphs.map(({ text }, i) => ({ id: `text_${i}`, text }));
      for (const row of questions) {
        const bad = knownBadGold('tat-qa', row.uid);
        const reference = referenceOf(row);
        if (bad !== null || reference === null) {
          const reason = bad === null ? 'no gold' : 'gold known to be wrong';
          intake.exclude({ source: 'tat-qa', id: row.uid, reason, detail: bad ?? row.question });
          continue;
        }
        const program =
          typeof row.answer === 'number'
            ? derivationProgram(row.derivation, row.answer, row.scale === 'percent')
            : undefined;
        yield {
          id: row.uid,
          source: 'tat-qa',
          split,
          language: 'en',
          category: row.answer_type,
          licence: tatQa.licence,
          cluster: table.uid,
          texts,
          tables,
          history: [],
          question: asked(row),
          reference,
          ...(program !== undefined && { program }),
        };
      }
    }
  }
}

export const tatQa: Source = {
  id: 'tat-qa',
  title: 'questions on tables of reports with the text around them',
  module: null,
  home: {
    at: 'github',
    repo: 'NExTplusplus/TAT-QA',
    revision: '870accc4',
    files: ['train', 'dev', 'test_gold'].map((name) => ({
      path: `dataset_raw/tatqa_dataset_${name}.json`,
      to: `tatqa_dataset_${name}.json`,
    })),
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
