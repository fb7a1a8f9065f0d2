/**
 * The memory that the engine takes at its peak when it samples, from a model's shape. `bench/estimate.ts` measures it again.
 *
 * Measured at SmolLM2-135M's shape from 2 % below to 9 % above; at 4.85M parameters 160 to 250 MB below, since the process
 * itself is then the most.
 */

import type { ModelConfig } from '../files/model-config.ts';
import { PREFILL_TOKENS } from '../sampler/prefill.ts';
import { parameterCount } from '../files/weight-names.ts';

export interface MemoryNeed {
  /** Bytes, by what they are for. */
  terms: Readonly<Record<string, number>>;
  /** Their sum. */
  bytes: number;
}

/** Node with ONNX Runtime and a compiled session. */
export const PROCESS = 170 * 2 ** 20;
/** Keys and values are laid out anew beside themselves when rows leave the batch, and pass through ONNX Runtime. */
const CACHE_COPIES = 2.4;
/** Copies of the logits of all rows: the product, the log probabilities, ONNX Runtime's own. */
const LOGIT_COPIES = 3;
/** Floats a token and layer that prefill holds at once: one layer's, since none is kept. */
const prefillFloats = ({ hiddenSize, feedForward }: ModelConfig): number => 6 * hiddenSize + 3 * feedForward;

export function needOf(terms: Readonly<Record<string, number>>): MemoryNeed {
  return { terms, bytes: Object.values(terms).reduce((sum, bytes) => sum + bytes, 0) };
}

export interface SamplingLoad {
  /** Answers made at once. */
  rows: number;
  /** Tokens of prompt and answer. */
  contextLength: number;
}

export function samplingNeed(config: ModelConfig, { rows, contextLength }: SamplingLoad): MemoryNeed {
  const { layers, kvHeads, headDim, heads, vocabSize } = config;
  const prefill = Math.min(rows * contextLength, Math.max(PREFILL_TOKENS, contextLength));
  return needOf({
    process: PROCESS,
    weights: 4 * parameterCount(config),
    cache: CACHE_COPIES * rows * contextLength * 2 * layers * kvHeads * headDim * 4,
    logits: LOGIT_COPIES * rows * vocabSize * 4,
    prefill: prefill * (prefillFloats(config) + 2 * heads * contextLength) * 4,
  });
}
