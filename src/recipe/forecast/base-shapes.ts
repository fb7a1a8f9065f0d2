/** Shapes of the base models that the bundled recipes name, so that a forecast needs no download: their `config.json` on the hub. */

import { architectureTraits } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';

const common = { ropeTheta: 1e6, rmsNormEps: 1e-6, headDim: 128, tiedEmbeddings: false } as const;

export const baseShapes: Readonly<Record<string, ModelConfig>> = {
  'hf:Qwen/Qwen2.5-7B-Instruct': {
    ...common,
    ...architectureTraits('Qwen2ForCausalLM'),
    architecture: 'Qwen2ForCausalLM',
    vocabSize: 152064,
    hiddenSize: 3584,
    layers: 28,
    heads: 28,
    kvHeads: 4,
    feedForward: 18944,
    contextLength: 32768,
  },
  'hf:Qwen/Qwen3-8B': {
    ...common,
    ...architectureTraits('Qwen3ForCausalLM'),
    architecture: 'Qwen3ForCausalLM',
    vocabSize: 151936,
    hiddenSize: 4096,
    layers: 36,
    heads: 32,
    kvHeads: 8,
    feedForward: 12288,
    contextLength: 40960,
  },
  'hf:Qwen/Qwen2.5-0.5B-Instruct': {
    ...common,
    ...architectureTraits('Qwen2ForCausalLM'),
    architecture: 'Qwen2ForCausalLM',
    vocabSize: 151936,
    hiddenSize: 896,
    layers: 24,
    heads: 14,
    kvHeads: 2,
    headDim: 64,
    feedForward: 4864,
    contextLength: 32768,
    tiedEmbeddings: true,
  },
};
