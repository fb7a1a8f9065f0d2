/**
 * TFNS, twitter-financial-news-sentiment: posts labelled bearish (0), bullish (1) or neutral (2). English, MIT, no numbers.
 *
 * Reads `tfns/sent_train*.csv` (train) and `tfns/sent_valid*.csv` (dev); there is no test split, what papers call one is `valid`.
 * Quoted fields may hold newlines. Cluster: the text without links, so that the posts which stand in both splits can be told; a text
 * that carries two labels in one file is excluded.
 */

import { createReadStream } from 'node:fs';

import { parse } from 'csv-parse';
import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import { checkRecord } from './jsonl.ts';
import { listDataFiles, missingSplit, type DataFile } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const labels: Record<string, string[]> = {
  bearish: ['bearish', 'negative'],
  bullish: ['bullish', 'positive'],
  neutral: ['neutral'],
};
const labelOfCode: Record<string, string> = { '0': 'bearish', '1': 'bullish', '2': 'neutral' };

/** An empty label is a row without gold, which is kept. */
const rowSchema = z.object({ text: z.string().min(1), label: z.enum(['0', '1', '2', '']) });
const recordSchema = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });

const filePattern: Record<Split, RegExp | null> = {
  train: /^sent_train(_\d+)?\.csv$/,
  dev: /^sent_valid(_\d+)?\.csv$/,
  test: null,
};

/** The text without links, case and repeated spaces, hashed. */
export function postCluster(text: string): string {
  const bare = text
    .replace(/https?:\/\/\S+/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  return `tfns:${contentHash(bare)}`;
}

async function* readRows(file: DataFile): AsyncGenerator<{ record: unknown; line: number }> {
  const parser = createReadStream(file.path).pipe(
    parse({ columns: true, bom: true, info: true, relax_quotes: true, relax_column_count: true }),
  );
  for await (const raw of parser) {
    const { record, info } = recordSchema.parse(raw);
    yield { record, line: info.lines };
  }
}

/** Clusters with more than one label. */
async function conflicts(file: DataFile): Promise<Set<string>> {
  const first = new Map<string, string>();
  const found = new Set<string>();
  for await (const { record } of readRows(file)) {
    const row = rowSchema.safeParse(record);
    if (!row.success) continue;
    const cluster = postCluster(row.data.text);
    const known = first.get(cluster);
    if (known === undefined) first.set(cluster, row.data.label);
    else if (known !== row.data.label) found.add(cluster);
  }
  return found;
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const pattern = filePattern[split];
  const files = pattern === null ? [] : await listDataFiles(dataDir, 'tfns', pattern);
  if (files.length === 0)
    throw missingSplit(dataDir, 'tfns', split, 'sent_train.csv (train) or sent_valid.csv (dev)');
  for (const file of files) {
    const twoLabels = await conflicts(file);
    let index = -1;
    for await (const { record, line } of readRows(file)) {
      index++;
      const row = checkRecord(rowSchema, record, { source: 'tfns', file, line, intake });
      if (row === null) continue;
      const id = `${split}/${index}`;
      const cluster = postCluster(row.text);
      if (twoLabels.has(cluster)) {
        intake.exclude({ source: 'tfns', id, reason: 'the same text has two labels', detail: row.text });
        continue;
      }
      const label = labelOfCode[row.label];
      yield {
        id,
        source: 'tfns',
        split,
        language: 'en',
        category: 'sentiment',
        licence: tfns.licence,
        cluster,
        texts: [{ id: 'post', text: row.text }],
        tables: [],
        history: [],
        question: 'Is this post bearish, bullish or neutral for the stock or market it speaks of?',
        reference: label === undefined ? null : { kind: 'label', label, labels },
      };
    }
  }
}

export const tfns: Source = {
  id: 'tfns',
  home: 'https://huggingface.co/datasets/zeroshot/twitter-financial-news-sentiment',
  licence: 'MIT',
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
