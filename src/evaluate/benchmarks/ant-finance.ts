/** Ant_Finance, the labelled part of Fin-Eva by Ant: 33 tasks, reported by task, since some measure nothing. */

import type { Benchmark } from './benchmark.ts';
import { finR1Table } from './fin-r1-table.ts';
import { extraction, tolerance } from './stated-rules.ts';

export const antFinance: Benchmark = {
  id: 'ant-finance',
  title: 'Ant_Finance: the labelled part of Fin-Eva',
  source: 'ant-finance',
  split: 'test',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: `${extraction.choice}. Compliance tasks: ${extraction.boolean}`,
  tolerance: tolerance.letters,
  cluster: 'the material of the question, or else the question',
  baseline:
    'letters are nearly balanced, a constant A reaches 26 % of them (536 of 2,059); 金融合规性 is all 否, so a constant 否 scores 100 % there',
  size: null,
  ids: null,
  notes: [
    '2,343 of 8,444 rows carry a gold (71 a task); the third of them that the source deals to test is asked, the rest may be trained on',
    'the paper names no split; its model was trained on 1,548 of the same 2,343 rows, so that its score may be partly seen material',
    'read the score by task: 金融合规性 has one class, 执业医师 and 执业药师 are medical exams',
    'the paper: Fin-R1 (81) is below its own base model (85) here',
  ],
  published: finR1Table('ant-finance'),
};
