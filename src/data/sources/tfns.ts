/**
 * TFNS, twitter-financial-news-sentiment: posts labelled bearish (0), bullish (1) or neutral (2). English, MIT, no numbers.
 *
 * Reads `tfns/sent_train*.csv` (train) and `tfns/sent_valid*.csv` (dev); there is no test split, what papers call one is `valid`.
 * Cluster: the text without links, so that the posts which stand in both splits can be told; a text that carries two labels in one
 * file is excluded.
 */

import type { Question, Split } from '../../core/question.ts';
import { noGold } from './exam-gold.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';
import { readPosts, type Post } from './tfns-posts.ts';

const labels: Record<string, string[]> = {
  bearish: ['bearish', 'negative'],
  bullish: ['bullish', 'positive'],
  neutral: ['neutral'],
};
const labelOfCode: Record<string, string> = { '0': 'bearish', '1': 'bullish', '2': 'neutral' };

const filePattern: Record<Split, RegExp | null> = {
  train: /^sent_train(_\d+)?\.csv$/,
  dev: /^sent_valid(_\d+)?\.csv$/,
  test: null,
};

/** Clusters with more than one label. */
function conflicts(posts: readonly Post[]): Set<string> {
  const first = new Map<string, string>();
  const found = new Set<string>();
  for (const { cluster, label } of posts) {
    const known = first.get(cluster);
    if (known === undefined) first.set(cluster, label);
    else if (known !== label) found.add(cluster);
  }
  return found;
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const pattern = filePattern[split];
  const files = pattern === null ? [] : await listDataFiles(dataDir, 'tfns', pattern);
  if (files.length === 0)
    throw missingSplit(dataDir, 'tfns', split, 'sent_train.csv (train) or sent_valid.csv (dev)');
  for (const file of files) {
    const posts = await readPosts(file, intake);
    const twoLabels = conflicts(posts);
    for (const post of posts) {
      const id = `${split}/${post.index}`;
      if (twoLabels.has(post.cluster)) {
        intake.exclude({ source: 'tfns', id, reason: 'the same text has two labels', detail: post.text });
        continue;
      }
      const label = labelOfCode[post.label];
      if (label === undefined) {
        intake.exclude({ source: 'tfns', id, reason: noGold, detail: post.text });
        continue;
      }
      yield {
        id,
        source: 'tfns',
        split,
        language: 'en',
        category: 'sentiment',
        licence: tfns.licence,
        cluster: post.cluster,
        texts: [{ id: 'post', text: post.text }],
        tables: [],
        history: [],
        question: 'Is this post bearish, bullish or neutral for the stock or market it speaks of?',
        reference: { kind: 'label', label, labels },
      };
    }
  }
}

export const tfns: Source = {
  id: 'tfns',
  title: 'sentiment of financial posts',
  module: 'advanced business',
  home: {
    at: 'huggingface',
    repo: 'zeroshot/twitter-financial-news-sentiment',
    revision: 'ccbe24de388e287beb92dd393a335c376b350ac3',
    files: [
      { path: 'sent_train.csv', to: 'sent_train.csv' },
      { path: 'sent_valid.csv', to: 'sent_valid.csv' },
    ],
  },
  licence: 'MIT',
  languages: ['en'],
  splits: ['train', 'dev'],
  kinds: ['label'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
