import { expect, it } from 'vitest';
import type { Question } from '../core/question.ts';
import type { SamplingClient } from '../tinker/types.ts';
import { sampleGroups } from './rollout.ts';
import { wordTokenizer } from './test-engine.ts';

const question: Question = {
  ...{ id: 'q', source: 'test', split: 'train', language: 'en', category: 'compliance', licence: 'none' },
  ...{ cluster: 'c', texts: [], tables: [], history: [], question: 'may we' },
  reference: { kind: 'boolean', value: true },
};

it('the text of an answer ends before whichever token ended it; a stop token within it, or a cut, stays', async () => {
  const tokenizer = { ...wordTokenizer(['yes']), stopIds: [2, 0] };
  const answers = [
    { tokens: [4, 2], stopReason: 'stop' },
    { tokens: [4, 0], stopReason: 'stop' },
    { tokens: [0, 4, 2], stopReason: 'stop' },
    { tokens: [4, 2], stopReason: 'length' },
  ] as const;
  const sampler: SamplingClient = {
    getTokenizer: () => tokenizer,
    computeLogprobs: async () => new Float32Array(),
    sample: async () => ({
      sequences: answers.map(({ tokens, stopReason }) => ({
        ...{ stopReason, tokens: Int32Array.from(tokens), logprobs: new Float32Array(tokens.length) },
      })),
    }),
  };
  const scored = {
    outcome: { verdict: 'correct', rule: 'test', reason: '' },
    format: { valid: true, reason: '' },
  } as const;
  const [group] = await sampleGroups(sampler, [{ question, tokens: Int32Array.of(1) }], {
    ...{ groupSize: 4, seeds: [1], sampling: { maxTokens: 4 } },
    score: async () => scored,
  });
  expect(group?.map(({ text }) => text)).toEqual(['yes', 'yes', '<|endoftext|>yes', 'yes<|im_end|>']);
  expect(group?.map(({ completion }) => completion.length)).toEqual([2, 2, 3, 2]);
});
