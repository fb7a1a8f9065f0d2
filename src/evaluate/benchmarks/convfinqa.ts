/** ConvFinQA, a question a turn: earlier turns are shown with their gold answers, and a dialogue is right when all of its turns are. */

import type { Benchmark } from './benchmark.ts';
import { finR1Table } from './fin-r1-table.ts';
import { extraction, tolerance } from './stated-rules.ts';

/** `Single_MRO/2007/page_134.pdf-1#2` → `Single_MRO/2007/page_134.pdf-1`. */
function dialogueOf(id: string): string {
  return id.replace(/#\d+$/, '');
}

export const convfinqa: Benchmark = {
  id: 'convfinqa',
  title: 'ConvFinQA: FinQA as conversations',
  source: 'convfinqa',
  split: 'dev',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: extraction.number,
  tolerance: tolerance.decimal,
  cluster: 'the page of the filing, as in FinQA',
  group: dialogueOf,
  baseline: null,
  size: 1490,
  ids: null,
  notes: [
    'dev, since the golds of the 434 test dialogues are private; 1,490 turns of 421 dialogues, known bad golds counted',
    'every turn is scored with the gold answers of the turns before it; dialogue accuracy stands apart. Some papers score the last turn only, which is harder',
    'dev pages are FinQA pages: a model trained on FinQA may have read them',
    'two golds are known to be wrong (czyssrs/ConvFinQA issue 5) and left out; their dialogues go on without that turn',
  ],
  published: [
    ...finR1Table('convfinqa'),
    { model: 'ODA-Fin-RL-8B', percent: 80.4, by: 'claimed', source: 'arXiv 2603.07223' },
  ],
};
