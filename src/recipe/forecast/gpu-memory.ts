/**
 * Memory of one GPU where trainer and samplers share the GPUs, as SkyRL does by default: while one works, the other's weights lie in the
 * host's memory, so that the larger of both has to fit.
 */

import { adapterParameterCount, loraShape, parameterCount } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';

export interface GpuLoad {
  gpus: number;
  /** 0: all weights are trained. */
  rank: number;
  /** Tokens of the longest sample, one in a micro-batch. */
  longest: number;
  /** Answers sampled at once on all GPUs together, and their tokens, prompts included. */
  answers: number;
  answerTokens: number;
}

export interface GpuMemory {
  /** Bytes of one GPU, by what they are for. */
  trainer: Readonly<Record<string, number>>;
  sampler: Readonly<Record<string, number>>;
}

/** Weight, gradient and Adam's two moments in float32. */
const TRAINED_BYTES = 16;
/** float32 logits, their softmax and their gradient. */
const LOGIT_BYTES = 12;
/** Values in bfloat16 that one layer holds while it is computed again: in hidden sizes, and in widths of its SwiGLU block. */
const LAYER_HIDDEN = 10;
const LAYER_INNER = 4;

export function gpuMemory(
  config: ModelConfig,
  { gpus, rank, longest, answers, answerTokens }: GpuLoad,
): GpuMemory {
  const weights = parameterCount(config);
  const trained = rank === 0 ? weights : adapterParameterCount(config, loraShape(rank));
  const { layers, hiddenSize, feedForward, kvHeads, headDim, vocabSize } = config;
  return {
    trainer: {
      ...(rank > 0 && { 'frozen weights, float32, sharded': (4 * weights) / gpus }),
      'what is trained with gradients and moments, sharded': (TRAINED_BYTES * trained) / gpus,
      'inputs of all layers': 2 * layers * hiddenSize * longest,
      'one layer': 2 * (LAYER_HIDDEN * hiddenSize + LAYER_INNER * feedForward) * longest,
      logits: LOGIT_BYTES * vocabSize * longest,
    },
    sampler: {
      'weights, bfloat16': 2 * weights,
      'keys and values': (answers / gpus) * answerTokens * keyValueBytes({ layers, kvHeads, headDim }),
    },
  };
}

/** Bytes a token of one answer in bfloat16. */
export function keyValueBytes({
  layers,
  kvHeads,
  headDim,
}: Pick<ModelConfig, 'layers' | 'kvHeads' | 'headDim'>): number {
  return 2 * layers * kvHeads * headDim * 2;
}
