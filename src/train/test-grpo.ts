/** What the tests of GRPO share: questions to be answered with yes, a model that knows the format only, and settings. */

import type { Question } from '../core/question.ts';
import { crossEntropyDatum } from '../tinker/model-input.ts';
import type { GrpoOptions } from './grpo.ts';
import { scoreByRule } from './score-by-rule.ts';
import { BigramTrainer, wordTokenizer } from './test-engine.ts';

const words = [
  'user\n',
  'assistant\n',
  '<think>\n',
  '\n</think>\n',
  '<answer>\n',
  '\n</answer>',
  '\n',
  'ok',
  'yes',
  'no',
];
export const tokenizer = wordTokenizer(words);

export const questions = Array.from({ length: 6 }, (_, i): Question => ({
  id: `q${i}`,
  source: 'test',
  split: 'train',
  language: 'en',
  category: 'compliance',
  licence: 'none',
  cluster: `c${i}`,
  texts: [],
  tables: [],
  history: [],
  question: `may we ${i}`,
  reference: { kind: 'boolean', value: true },
}));

/** A model that mostly keeps the format and answers yes and no alike. */
async function sftModel(): Promise<BigramTrainer> {
  const model = new BigramTrainer(tokenizer, 'unused');
  const data = ['yes', 'no'].map((answer) => {
    const turn = `assistant\n<think>\nok\n</think>\n<answer>\n${answer}\n</answer><|im_end|>`;
    const tokens = tokenizer.encode(turn);
    return crossEntropyDatum(tokens, new Float32Array(tokens.length).fill(0.1));
  });
  for (let step = 0; step < 6; step++) {
    await model.forwardBackward(data, 'cross_entropy');
    await model.optimStep({ learningRate: 0.5 });
  }
  return model;
}

export const base = await sftModel();
export const settings = {
  questions,
  score: scoreByRule,
  steps: 12,
  questionsPerStep: 4,
  groupSize: 6,
  sampling: { maxTokens: 12 },
  loss: 'grpo',
  beta: 0,
} as const satisfies Partial<GrpoOptions>;
export const stage = { stage: 'grpo', learningRate: 0.3, start: base };
