/**
 * The memory that the engine takes at its peak, from a model's shape. Every number that was measured stands here, by name, so that it can
 * be measured again (`bench/estimate.ts`) when the engine changes.
 *
 * Measured at SmolLM2-135M's shape, thirteen cases of sampling, whole and LoRA steps up to 2,048 tokens: from 2 % below to 9 % above;
 * at 4.85M parameters 160 to 250 MB below, since the process itself is then the most.
 *
 * The engine computes in F32. Weights, gradients and the two moments of Adam are one array each; what is kept for the backward pass grows
 * with the tokens that run at once, and attention's part of it with their square.
 */

import { layoutLimits } from '../../engine/local/training-client.ts';
import { parameterCount } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';

export interface MemoryNeed {
  /** Bytes, by what they are for. */
  terms: Readonly<Record<string, number>>;
  /** Their sum. */
  bytes: number;
}

/** Node with ONNX Runtime and a compiled session. */
const PROCESS = 170 * 2 ** 20;
/** Keys and values are laid out anew beside themselves when rows leave the batch, and pass through ONNX Runtime. */
const CACHE_COPIES = 2.4;
/** Copies of the logits of all rows: the product, the log probabilities, ONNX Runtime's own. */
const LOGIT_COPIES = 3;
/** Prompts are read in batches of about this many tokens. */
const PREFILL_TOKENS = 2048;
/** Floats a token and layer that prefill holds at once: one layer's, since none is kept. */
const prefillFloats = ({ hiddenSize, feedForward }: ModelConfig): number => 6 * hiddenSize + 3 * feedForward;

/** Floats a token and layer kept for the backward pass; attention keeps three tables of heads × length. */
const keptFloats = ({ hiddenSize, feedForward, heads }: ModelConfig, length: number): number =>
  16 * hiddenSize + 7 * feedForward + 3 * heads * length;
/** Floats a token and entry of the vocabulary: logits, probabilities, and their gradients. */
const KEPT_LOGITS = 4;
/** What ONNX Runtime keeps for each compiled step, as a share of the weights: turned matrices, gradients on their way out. */
const STEP_SHARE = 0.4;
/** Threads that each run a micro-batch (`engine/lanes`). */
const LANES = 2;
/** Compiled steps that a lane holds when it works on several micro-batches: the first writes gradients, the others add to them. */
const STEPS_A_LANE = 2;

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

export interface TrainingLoad {
  /** Tokens of the longest sample. */
  contextLength: number;
  /** Samples of one step. */
  samples: number;
  /** Of a LoRA adapter; 0: all weights are trained. */
  rank: number;
}

export function trainingNeed(
  config: ModelConfig,
  { contextLength, samples, rank }: TrainingLoad,
): MemoryNeed {
  const weights = parameterCount(config);
  const trained = rank === 0 ? weights : loraParameters(config, rank);
  const perBatch = Math.max(
    contextLength,
    Math.min(layoutLimits(config, LANES).maxTokens, samples * contextLength),
  );
  const batches = Math.ceil((samples * contextLength) / perBatch);
  const lanes = Math.min(batches, LANES);
  const steps = lanes * (batches > lanes ? STEPS_A_LANE : 1);
  const held = steps * perBatch;
  return needOf({
    process: PROCESS,
    weights: 4 * weights,
    gradients: 4 * trained * lanes,
    steps: 4 * weights * STEP_SHARE * steps,
    moments: 8 * trained,
    activations: 4 * held * config.layers * keptFloats(config, contextLength),
    logits: 4 * held * KEPT_LOGITS * config.vocabSize,
  });
}

/** Parameters of an adapter on all matrices of every layer: `rank` × (inputs + outputs) each. */
export function loraParameters(config: ModelConfig, rank: number): number {
  const { layers, hiddenSize, heads, kvHeads, headDim, feedForward } = config;
  const [queries, keys] = [heads * headDim, kvHeads * headDim];
  const sides = 2 * (hiddenSize + queries) + 2 * (hiddenSize + keys) + 3 * (hiddenSize + feedForward);
  return layers * rank * sides;
}

const RANK = 16;

/** What people do with a model, and what each takes at a context. */
export function engineUses(config: ModelConfig, contextLength: number): { use: string; need: MemoryNeed }[] {
  return [
    ...[1, 64].map((rows) => ({
      use: `sample, ${rows} at once`,
      need: samplingNeed(config, { rows, contextLength }),
    })),
    ...trainingUses(config, contextLength),
  ];
}

export function trainingUses(
  config: ModelConfig,
  contextLength: number,
): { use: string; need: MemoryNeed }[] {
  const load = { contextLength, samples: 8 };
  return [
    { use: `train LoRA (rank ${RANK})`, need: trainingNeed(config, { ...load, rank: RANK }) },
    { use: 'train all weights', need: trainingNeed(config, { ...load, rank: 0 }) },
  ];
}
