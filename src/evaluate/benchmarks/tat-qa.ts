/** TAT-QA: tables with text, answers with a scale; a neighbour of FinQA with the other convention for percentages. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const tatqa: Benchmark = {
  id: 'tat-qa',
  title: 'TAT-QA: questions on tables with text',
  source: 'tat-qa',
  split: 'dev',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: `${extraction.number}. Spans: ${extraction.text}`,
  tolerance: `${tolerance.percent}; the scale belongs to the answer: 44.1 million and 44,100,000 are right for 44.1 with the scale million, a bare 44.1 is not. Several spans: any order, unless asked "respectively"`,
  cluster: 'the table, shared by about six questions',
  baseline: null,
  size: 1667,
  ids: '8b8bd888fd77a3f0',
  notes: [
    '1,668 dev questions less the one whose gold is known to be wrong; the golds of the test split (1,663) were published later and are `test` of the source',
    'percentages are in percent, rounded to two places: -22.22, not -0.2222',
    'spans are compared as text, so an answer in other words is wrong by rule and for a judge to save; papers report exact match and F1 instead',
    'Finance-Instruct-500K is said to hold TAT-QA questions',
  ],
  published: [{ model: 'ODA-Fin-RL-8B', percent: 89.3, by: 'claimed', source: 'arXiv 2603.07223' }],
};
