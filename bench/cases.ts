/** The models that are measured, with the batch each is trained on. */

import { architectureTraits, initialWeights, parameterCount } from '../src/engine/index.ts';
import type { ModelConfig } from '../src/engine/index.ts';

export interface Case {
  name: string;
  config: ModelConfig;
  rows: number;
  length: number;
  /** Timed runs. */
  runs: number;
}

function decoder(change: Partial<ModelConfig>): ModelConfig {
  return {
    architecture: 'LlamaForCausalLM',
    ...architectureTraits('LlamaForCausalLM'),
    vocabSize: 512,
    hiddenSize: 256,
    layers: 6,
    heads: 8,
    kvHeads: 4,
    headDim: 32,
    feedForward: 768,
    ropeTheta: 10000,
    rmsNormEps: 1e-6,
    tiedEmbeddings: true,
    contextLength: 512,
    ...change,
  };
}

export const cases: readonly Case[] = [
  { name: '4.85M', config: decoder({}), rows: 16, length: 128, runs: 15 },
  {
    name: '135M',
    config: decoder({
      vocabSize: 49152,
      hiddenSize: 576,
      layers: 30,
      heads: 9,
      kvHeads: 3,
      headDim: 64,
      feedForward: 1536,
      contextLength: 2048,
    }),
    rows: 2,
    length: 256,
    runs: 11,
  },
  {
    name: 'quickstart',
    config: decoder({
      architecture: 'Qwen3ForCausalLM',
      ...architectureTraits('Qwen3ForCausalLM'),
      vocabSize: 640,
      hiddenSize: 128,
      layers: 3,
      heads: 8,
      kvHeads: 4,
      headDim: 16,
      feedForward: 256,
    }),
    rows: 4,
    length: 128,
    runs: 25,
  },
];

/** The setups of a benchmark that `--case` asks for: all without it. Throws when the benchmark has no such case. */
export function setupsOf<T extends { name: string }>(setups: readonly T[], only: string | undefined): T[] {
  const chosen = setups.filter(({ name }) => only === undefined || name === only);
  if (chosen.length > 0) return chosen;
  throw new Error(`no case ${only} here; there are ${setups.map(({ name }) => name).join(', ')}`);
}

export function caseNamed(name: string): Case {
  const found = cases.find((entry) => entry.name === name);
  if (found === undefined)
    throw new Error(`no case ${name}; there are ${cases.map((entry) => entry.name).join(', ')}`);
  return found;
}

export { initialWeights, parameterCount };
