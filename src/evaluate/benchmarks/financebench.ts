/** FinanceBench (open sample): questions of analysts on filings, with the pages that hold the answer. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const financebench: Benchmark = {
  id: 'financebench',
  title: 'FinanceBench: questions of analysts on filings',
  source: 'financebench',
  split: 'test',
  headline: 'judged',
  prompt: 'evaluate',
  extraction: `${extraction.text}; bare numbers: ${extraction.number}`,
  tolerance: `numbers: ${tolerance.percent}, in the unit that the question names. Others: ${tolerance.judge}`,
  cluster: 'the filing',
  baseline: null,
  size: 150,
  ids: null,
  notes: [
    'CC BY-NC 4.0: read only once that was accepted',
    'the evidence is given (the oracle setting): a score does not tell how well a model finds a page',
    'about a third of the golds are bare numbers, the rest is prose, even behind Yes or No, and needs a judge',
    'the sign of a "decrease" varies between golds',
    'filings of S&P 500 companies, as in FinQA: other pages, the same companies',
  ],
  published: [],
};
