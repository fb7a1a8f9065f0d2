/** Finance-Instruct-500K: instructions answered in free text, which only a judge can score. */

import type { Benchmark } from './benchmark.ts';
import { finR1Table } from './fin-r1-table.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const financeInstruct: Benchmark = {
  id: 'finance-instruct',
  title: 'Finance-Instruct-500K: instructions in free text',
  source: 'finance-instruct',
  split: 'test',
  headline: 'judged',
  prompt: 'evaluate',
  extraction: extraction.text,
  tolerance: tolerance.judge,
  cluster: 'the text of the question without case and spacing',
  baseline: null,
  size: null,
  ids: null,
  notes: [
    'the paper’s 10 % stratified test set was never published; here a question is test by the hash of its text, the same on every machine',
    'golds were written by models and are themselves not always right',
    'the set folds in FinQA, ConvFinQA and TAT-QA material',
  ],
  published: finR1Table('finance-instruct'),
};
