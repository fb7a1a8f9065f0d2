/** FinanceIQ: ten Chinese financial exams, single choice. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

const agentar = 'arXiv 2507.16802 (Agentar-Fin-R1)';

export const financeiq: Benchmark = {
  id: 'financeiq',
  title: 'FinanceIQ: ten Chinese financial exams',
  source: 'financeiq',
  split: 'test',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: extraction.choice,
  tolerance: tolerance.letters,
  cluster: 'the text of the question',
  baseline: 'letters are balanced: a constant letter reaches about 25 %',
  size: 7123,
  ids: null,
  notes: [
    'CC BY-NC-SA 4.0: read only once that was accepted',
    'golds follow the law of their day (tax rates of 2016)',
    'its exams stand in FinCorpus too, and the paper trained on 2,596 FinanceIQ questions without naming a split',
  ],
  published: [
    { model: 'Fin-R1', percent: 61.6, by: 'measured', source: agentar },
    { model: 'Qwen3-8B', percent: 73.06, by: 'measured', source: agentar },
    { model: 'Agentar-Fin-R1-8B', percent: 84.24, by: 'claimed', source: agentar },
    { model: 'Agentar-Fin-R1-32B', percent: 86.79, by: 'claimed', source: agentar },
    { model: 'ODA-Fin-RL-8B', percent: 74.2, by: 'claimed', source: 'arXiv 2603.07223' },
  ],
};
