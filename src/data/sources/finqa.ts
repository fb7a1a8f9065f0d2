/**
 * FinQA (Chen et al., EMNLP 2021): numeric questions on a page of an annual report. English, MIT, units `decimal`.
 *
 * Reads `finqa/{train,dev,test}.json` (official records, also cut to `train_100.json`) and, for splits or rows that these lack,
 * `finqa/{split}_*gold_evidence.jsonl`: rows `{id, split, row, question, facts, table, program, exe_ans, answer?}` with retrieved
 * facts instead of the whole page. A row found in both is taken once, from the official file.
 * Cluster: the page of the filing (`V/2008/page_17.pdf`), shared by up to nine questions; evidence rows without an id join the
 * cluster that has the same table.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import { programCategory } from '../program-category.ts';
import { ProgramError } from '../program.ts';
import { readGold } from './finqa-gold.ts';
import { readJsonArray } from './json-array.ts';
import { readJsonl, type RecordPlace } from './jsonl.ts';
import { knownBadGold } from './known-bad-golds.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const gold = z.union([z.number(), z.string()]).nullish();

const officialSchema = z.object({
  id: z.string(),
  pre_text: z.array(z.string()),
  post_text: z.array(z.string()),
  table: z.array(z.array(z.string())),
  qa: z.object({
    question: z.string(),
    answer: z.coerce.string().optional(),
    program: z.string(),
    exe_ans: gold,
    /** Evidence by place: `text_3` is sentence 3 of the page, `table_1` a row of the table. */
    gold_inds: z.record(z.string(), z.unknown()).optional(),
  }),
});

const evidenceSchema = z.object({
  id: z.string().nullable(),
  row: z.number(),
  question: z.string(),
  facts: z.array(z.string()),
  table: z.array(z.array(z.string())),
  program: z.string(),
  exe_ans: gold,
  answer: z.string().nullish(),
});

interface Row {
  id: string;
  cluster: string;
  texts: { id: string; text: string }[];
  table: string[][];
  question: string;
  program: string;
  exeAns: number | string | null | undefined;
  printed: string | undefined;
}

/** `V/2008/page_17.pdf-1` → `V/2008/page_17.pdf`. */
export function filingOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

function toQuestion(row: Row, split: Split, place: RecordPlace): Question | null {
  const tables = [{ id: 'table', rows: row.table }];
  const bad = knownBadGold('finqa', row.id);
  if (bad !== null) {
    place.intake.exclude({ source: 'finqa', id: row.id, reason: 'gold known to be wrong', detail: bad });
    return null;
  }
  try {
    const gold = readGold({ program: row.program, exeAns: row.exeAns, printed: row.printed, tables });
    if ('excluded' in gold) {
      place.intake.exclude({ source: 'finqa', id: row.id, reason: gold.excluded, detail: gold.detail });
      return null;
    }
    return {
      id: row.id,
      source: 'finqa',
      split,
      language: 'en',
      category: programCategory(gold.steps),
      licence: finqa.licence,
      cluster: row.cluster,
      texts: row.texts,
      tables,
      history: [],
      question: row.question,
      reference: gold.reference,
      program: row.program,
    };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const excerpt = `${row.id} ${row.program}`;
    place.intake.quarantine({
      source: 'finqa',
      file: place.file.name,
      line: place.line,
      reason: error.message,
      excerpt,
    });
    return null;
  }
}

async function* readSplit(
  split: Split,
  { dataDir, intake, evidence: kept }: ReadOptions,
): AsyncGenerator<Question> {
  const official = await listDataFiles(dataDir, 'finqa', new RegExp(`^${split}(_\\d+)?\\.json$`));
  const evidence = await listDataFiles(
    dataDir,
    'finqa',
    new RegExp(`^${split}(_\\d+)?_gold_evidence\\.jsonl$`),
  );
  if (official.length + evidence.length === 0) {
    throw missingSplit(dataDir, 'finqa', split, `${split}.json or ${split}_gold_evidence.jsonl`);
  }
  const taken = new Set<string>();
  const clusters = new Map<string, string>();
  for (const file of official) {
    for await (const { line, value: record } of readJsonArray(file, officialSchema, 'finqa', intake)) {
      taken.add(contentHash([record.qa.question, record.qa.program]));
      const cluster = filingOf(record.id);
      clusters.set(contentHash(record.table), cluster);
      const texts = [...record.pre_text, ...record.post_text].map((text, i) => ({ id: `text_${i}`, text }));
      const marked = record.qa.gold_inds ?? {};
      const question = toQuestion(
        {
          id: record.id,
          cluster,
          texts: kept === 'gold' ? texts.filter(({ id }) => Object.hasOwn(marked, id)) : texts,
          table: record.table,
          question: record.qa.question,
          program: record.qa.program,
          exeAns: record.qa.exe_ans,
          printed: record.qa.answer,
        },
        split,
        { source: 'finqa', file, line, intake },
      );
      if (question !== null) yield question;
    }
  }
  for (const file of evidence) {
    for await (const { line, value: record } of readJsonl(file, evidenceSchema, 'finqa', intake)) {
      const id = record.id ?? `${split}/row_${record.row}`;
      if (taken.has(contentHash([record.question, record.program]))) {
        intake.exclude({ source: 'finqa', id, reason: 'in the official file too', detail: record.question });
        continue;
      }
      const table = contentHash(record.table);
      const question = toQuestion(
        {
          id,
          cluster: record.id === null ? (clusters.get(table) ?? `table:${table}`) : filingOf(record.id),
          texts: record.facts.map((text, i) => ({ id: `fact_${i}`, text })),
          table: record.table,
          question: record.question,
          program: record.program,
          exeAns: record.exe_ans,
          printed: record.answer ?? undefined,
        },
        split,
        { source: 'finqa', file, line, intake },
      );
      if (question !== null) yield question;
    }
  }
}

export const finqa: Source = {
  id: 'finqa',
  title: 'numeric questions on pages of annual reports',
  module: 'advanced business',
  home: {
    at: 'github',
    repo: 'czyssrs/FinQA',
    revision: '0f16e2867befa6840783e58be38c9efb9229d742',
    files: [
      { path: 'dataset/train.json', to: 'train.json' },
      { path: 'dataset/dev.json', to: 'dev.json' },
      { path: 'dataset/test.json', to: 'test.json' },
    ],
  },
  licence: 'MIT',
  languages: ['en'],
  splits: ['train', 'dev', 'test'],
  kinds: ['number', 'boolean'],
  unit: 'decimal',
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
