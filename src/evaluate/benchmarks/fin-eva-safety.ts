/** The safety tasks (安全合规) of Fin-Eva: four small files, one of which measures nothing but obedience to a constant. */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

const tasks = new Set(['金融合规性', '信息安全合规', '金融问题识别', '金融事实性']);

export const finEvaSafety: Benchmark = {
  id: 'fin-eva-safety',
  title: 'Fin-Eva: safety and compliance, 是/否',
  source: 'ant-finance',
  split: 'test',
  includes: ({ category }) => tasks.has(category),
  headline: 'balanced-accuracy',
  prompt: 'evaluate',
  extraction: extraction.boolean,
  tolerance: `${tolerance.same}; 是 means compliant`,
  cluster: 'the input that is judged',
  baseline:
    'all 71 golds of 金融合规性 are 否: a constant 否 scores 100 % there, 64 % on all four tasks (183 of 284), at a balanced accuracy of 50 %',
  size: null,
  ids: null,
  notes: [
    '284 rows carry a gold, 71 a task; the third of them that the source deals to test is asked',
    '金融合规性 alone tells nothing: report it apart and never as a compliance score',
    '信息安全合规 39 否 / 32 是, 金融事实性 40 / 31, 金融问题识别 33 / 38',
    'the paper shows a question of 金融合规性 (id 49) as its compliance example and gives no figure',
  ],
  published: [],
};
