/** FinanceReasoning: calculations whose golds were annotated anew, in three levels. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const financeReasoning: Benchmark = {
  id: 'financereasoning',
  title: 'FinanceReasoning: calculations in three levels',
  source: 'financereasoning',
  split: 'test',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: extraction.number,
  tolerance: `${tolerance.percent}; more digits than the question asks for are right when they round to the gold and are within 1 % of it`,
  cluster: 'the material, shared by questions on one page',
  baseline: null,
  size: 2238,
  ids: null,
  notes: [
    'easy 1,000, medium 1,000, hard 238: the category is the level; report them apart',
    '1,083 questions are CodeFinQA’s and CodeTAT-QA’s test with golds looked at again (FinQA and TAT-QA pages), 200 are FinanceMath’s validation',
    'golds are percent numbers where the question asks for a percentage, and rounded as it says',
    '14 golds are true or false',
  ],
  published: [],
};
