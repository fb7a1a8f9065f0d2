/** FinQA: the first benchmark of the paper, and the one whose figure differs most between harnesses (76.0 claimed, 58.7 measured). */

import type { Benchmark } from './benchmark.ts';
import { finR1Table } from './fin-r1-table.ts';
import { extraction, tolerance } from './stated-rules.ts';

const dianjin = 'arXiv 2504.15716 (DianJin-R1)';
const finO1 = 'arXiv 2502.08127 (Fin-o1)';

export const finqa: Benchmark = {
  id: 'finqa',
  title: 'FinQA: numeric questions on a page of an annual report',
  source: 'finqa',
  split: 'test',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: extraction.number,
  tolerance: `exe_ans; ${tolerance.decimal}. Rows whose exe_ans is in percent already are compared in percent`,
  cluster: 'the page of the filing',
  baseline: null,
  size: 1147,
  ids: null,
  notes: [
    'size counts the official rows; those whose printed answer, program and exe_ans contradict each other (about 4 %) are left out and counted as such',
    'the gold is exe_ans, not the printed answer, which is rounded as coarsely as "14%" for 0.14464',
    'the programs stand in the data: a model that was trained on FinQA has seen their style, if not these rows',
    'papers differ in prompt, in reading the answer and in the judge: compare figures only within one harness',
  ],
  published: [
    ...finR1Table('finqa'),
    { model: 'Fin-R1', percent: 58.74, by: 'measured', source: finO1 },
    { model: 'Qwen2.5-7B-Instruct', percent: 55.37, by: 'measured', source: finO1 },
    { model: 'Fin-o1-8B', percent: 73.03, by: 'claimed', source: finO1 },
    { model: 'Fin-o1-14B', percent: 74.18, by: 'claimed', source: finO1 },
    { model: 'Qwen2.5-7B-Instruct', percent: 66.7, by: 'measured', source: dianjin },
    { model: 'DeepSeek-R1', percent: 79.81, by: 'measured', source: dianjin },
    { model: 'DianJin-R1-7B', percent: 77.72, by: 'claimed', source: dianjin },
    { model: 'DianJin-R1-32B', percent: 80.82, by: 'claimed', source: dianjin },
    { model: 'ODA-Fin-RL-8B', percent: 73.3, by: 'claimed', source: 'arXiv 2603.07223' },
  ],
};
