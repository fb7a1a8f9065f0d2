/** FinEval 1.0: 34 Chinese subjects, single choice, on the validation questions, the only ones with golds that are asked. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

const agentar = 'arXiv 2507.16802 (Agentar-Fin-R1)';

export const fineval: Benchmark = {
  id: 'fineval',
  title: 'FinEval 1.0: Chinese finance exams of 34 subjects',
  source: 'fineval',
  split: 'dev',
  headline: 'accuracy',
  prompt: 'evaluate',
  extraction: extraction.choice,
  tolerance: tolerance.letters,
  cluster: 'the text of the question',
  baseline: 'letters are balanced: a constant letter reaches about 25 %',
  size: 1071,
  ids: null,
  notes: [
    'dev is the release’s val; its test (3,340) has no golds, its dev (170, worked examples) is train here',
    'Fin-Eva’s SUFE part is the same set: do not report both',
    'CC BY-NC-SA 4.0: read only once that was accepted',
    'made by the group that made Fin-R1',
  ],
  published: [
    { model: 'Fin-R1', percent: 65.8, by: 'measured', source: agentar },
    { model: 'Qwen3-8B', percent: 76.27, by: 'measured', source: agentar },
    { model: 'Agentar-Fin-R1-8B', percent: 85.09, by: 'claimed', source: agentar },
    { model: 'Agentar-Fin-R1-32B', percent: 87.7, by: 'claimed', source: agentar },
    { model: 'ODA-Fin-RL-8B', percent: 77, by: 'claimed', source: 'arXiv 2603.07223' },
  ],
};
