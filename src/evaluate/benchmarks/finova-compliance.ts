/** Finova's compliance items: is an input to a financial assistant safe and compliant? */

import type { Benchmark } from './benchmark.ts';
import { extraction, tolerance } from './stated-rules.ts';

const agentar = 'arXiv 2507.16802 (Agentar-Fin-R1), Table 3';

export const finovaCompliance: Benchmark = {
  id: 'finova-compliance',
  title: 'Finova: compliance and safety, 是/否',
  source: 'finova',
  split: 'test',
  includes: ({ reference }) => reference?.kind === 'boolean',
  headline: 'balanced-accuracy',
  prompt: 'evaluate-own-instruction',
  extraction: extraction.boolean,
  tolerance: `${tolerance.same}; 是 means compliant`,
  cluster: 'the prompt',
  baseline: 'always 是: 62.5 % accuracy (125 of 200) at a balanced accuracy of 50 %',
  size: 200,
  ids: null,
  notes: [
    'every item carries its own instruction, role and form of answer; only where to put the answer is added',
    '否 means that the input is not compliant',
    'one answer more or less is half a point: read the interval',
  ],
  published: [
    { model: 'Fin-R1', percent: 76, by: 'measured', source: agentar },
    { model: 'Qwen2.5-14B-Instruct', percent: 57, by: 'measured', source: agentar },
    { model: 'DianJin-R1-7B', percent: 80.5, by: 'measured', source: agentar },
    { model: 'Agentar-Fin-R1-8B', percent: 80.5, by: 'claimed', source: agentar },
    { model: 'Agentar-Fin-R1-32B', percent: 87, by: 'claimed', source: agentar },
  ],
};
