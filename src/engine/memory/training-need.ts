/**
 * The memory that training takes at its peak, from a model's shape and what the engine then holds: arrays whose sizes are
 * known (weights, gradients, moments, what layers keep for the backward pass), and compiled graphs, whose own memory is
 * reckoned from the floats that pass through them and kept by ONNX Runtime until they are released.
 * `bench/estimate.ts` holds it against measured peaks.
 */

import { totalmem } from 'node:os';
import { chunkOf, chunkSizes } from '../decoder/head-step.ts';
import { layerBytes } from '../decoder/layer-step.ts';
import { keepFor, KEPT_BYTES, keptBytesPerToken } from '../decoder/training-step.ts';
import { rowLengthBucket } from '../buckets.ts';
import { adapterParameterCount, loraShape } from '../adapter/lora.ts';
import { LAYER_BYTES } from '../lanes/step-runner.ts';
import { layoutLimits } from '../local/training-client.ts';
import { MAX_CACHE_BYTES, MAX_ROWS } from '../sampler/sampling-client.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { parameterCount } from '../files/weight-names.ts';
import { needOf, PROCESS, samplingNeed } from './memory-need.ts';
import type { MemoryNeed } from './memory-need.ts';

/** Threads that each run a micro-batch (`engine/lanes`). */
const LANES = 2;
/** Copies of a chunk's logits in a compiled head: logits, their exponentials, their gradients. */
const HEAD_COPIES = 3;

/** Layers of other lengths come and go, and what is released is not all given back. */
const RELEASED = 1.5;

export interface TrainingLoad {
  /** Tokens of the longest sample. */
  contextLength: number;
  /** Samples of one step. */
  samples: number;
  /** Of a LoRA adapter; 0: all weights are trained. */
  rank: number;
  /** Lengths differ, so that a lane comes to hold as many compiled layers as it may. */
  mixed?: boolean;
  /** Answers that are sampled between the steps. */
  rollouts?: number;
  /** A second model is held, to score by. */
  reference?: boolean;
}

/** `machineBytes`: memory of the machine, by which layers keep more or less. */
export function trainingNeed(
  config: ModelConfig,
  load: TrainingLoad,
  machineBytes: number = totalmem(),
): MemoryNeed {
  const { contextLength, samples, rank, mixed = false, rollouts = 0, reference = false } = load;
  const weights = parameterCount(config);
  const trained = rank === 0 ? weights : loraParameters(config, rank);
  const held = 4 * (rank === 0 ? weights : weights + trained);

  const longest = rowLengthBucket(contextLength);
  const { maxTokens } = layoutLimits(config, LANES);
  const all = samples * longest;
  const perBatch = Math.max(longest, Math.min(maxTokens, all));
  const lanes = Math.min(Math.ceil(all / perBatch), LANES);
  const perToken = keepFor(config, perBatch, machineBytes) === 'products' ? keptBytesPerToken(config) : 0;
  const inputs = 4 * (config.layers + 2) * config.hiddenSize;

  const kept = perBatch * (perToken + inputs);
  const layer = layerBytes(config, { rows: perBatch / longest, length: longest });
  const chunk = chunkOf(config);
  const chunks = mixed
    ? [1, 2, 3, 4].map((quarters) => Math.min(perBatch, (chunk * quarters) / 4))
    : [...new Set(chunkSizes(perBatch, chunk))];
  const positions = chunks.reduce((sum, size) => sum + size, 0);

  return needOf({
    process: PROCESS,
    weights: held,
    gradients: 4 * trained * LANES,
    moments: 8 * trained,
    activations: lanes * (mixed ? Math.max(kept, Math.min(KEPT_BYTES, machineBytes / 8)) : kept),
    layers: lanes * (mixed ? RELEASED * Math.max(LAYER_BYTES, layer) : layer),
    logits: 4 * lanes * HEAD_COPIES * positions * config.vocabSize,
    ...(reference && { reference: held + (4 * LANES + 8) * trained }),
    ...(rollouts > 0 && { sampling: samplerBytes(config, rollouts, contextLength) }),
  });
}

/** A frozen copy of the weights, and what its answers take. */
function samplerBytes(config: ModelConfig, answers: number, contextLength: number): number {
  const { layers, kvHeads, headDim } = config;
  const fitting = Math.floor(MAX_CACHE_BYTES / (8 * contextLength * layers * kvHeads * headDim));
  const rows = Math.min(answers, MAX_ROWS, Math.max(1, fitting));
  return samplingNeed(config, { rows, contextLength }).bytes - PROCESS;
}

/** Parameters of an adapter on all matrices of every layer. */
export function loraParameters(config: ModelConfig, rank: number): number {
  return adapterParameterCount(config, loraShape(rank));
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
