/** TFNS: the sentiment of financial posts, three labels of which one has two thirds of the rows. */

import type { Benchmark } from './benchmark.ts';
import { finR1Table } from './fin-r1-table.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const tfns: Benchmark = {
  id: 'tfns',
  title: 'TFNS: sentiment of financial posts',
  source: 'tfns',
  split: 'dev',
  headline: 'macro-f1',
  prompt: 'evaluate',
  extraction: extraction.label,
  tolerance: `${tolerance.same}; positive counts as bullish, negative as bearish`,
  cluster: 'the post without its links',
  baseline: 'always neutral: 65.6 % accuracy (1,566 of 2,388) at a macro-F1 of 26.4 %, so read macro-F1',
  size: 2388,
  ids: null,
  notes: [
    'dev is the release’s validation file; there is no test split, and this is what papers call test',
    '38 posts equal a training post once links are stripped: decontaminate before training on train',
    'the best scores in the paper’s table are 13 points above a constant answer',
  ],
  published: finR1Table('tfns'),
};
