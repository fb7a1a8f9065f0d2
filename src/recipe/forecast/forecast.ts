/**
 * What a run would take before it begins: tokens, hours and memory of each stage, on GPUs behind the Tinker API, at the hosted service and
 * in this process. Nothing is started, fetched or asked.
 */

import { join } from 'node:path';
import {
  adapterParameterCount,
  loraShape,
  parameterCount,
  readModelConfig,
  trainingNeed,
} from '../../engine/index.ts';
import type { MemoryNeed, ModelConfig } from '../../engine/index.ts';
import { InputError } from '../../core/errors.ts';
import { findModel } from '../take-model.ts';
import type { Recipe } from '../schema.ts';
import { amountsOf } from './amounts.ts';
import type { Amounts } from './amounts.ts';
import { baseShapes } from './base-shapes.ts';
import { gpuMemory } from './gpu-memory.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { h100s, laptop } from './stage-seconds.ts';
import type { Machine } from './stage-seconds.ts';
import { workOf } from './stage-work.ts';
import type { StageWork } from './stage-work.ts';

export interface Forecast {
  from: string;
  parameters: number;
  /** Of the adapter; null where all weights are trained. */
  adapterParameters: number | null;
  amounts: Amounts;
  work: StageWork[];
  machines: Machine[];
  /** One of eight GPUs. */
  gpu: GpuMemory;
  /** In this process. */
  local: MemoryNeed;
}

const GPUS = [1, 8, 16];
const NODE = 8;

/** @throws InputError where the recipe starts from no model that exists, its shape is not known, or its amounts are not. */
export async function forecastRun(recipe: Recipe, runsDir: string, dataDir?: string): Promise<Forecast> {
  const { from, lora, data, grpo, zero } = recipe;
  if (from === undefined || data === undefined)
    throw new InputError(`${recipe.name}: only runs that train a model that exists on data are forecast`, {
      hint: 'Runs of models made from nothing take minutes: start it.',
    });
  const config = await shapeOf(from, runsDir);
  const amounts = await amountsOf(recipe, { folder: join(runsDir, recipe.name), dataDir });
  const policy = grpo ?? zero;
  const rank = lora?.rank ?? 0;
  const parameters = parameterCount(config);
  const trained = { parameters, isAdapter: rank > 0 };
  const longestRollout = amounts.grpo.longest + (policy?.sampling.maxTokens ?? 0);
  const longest = Math.ceil(Math.max(amounts.sft.longest, longestRollout));
  const answers = policy === undefined ? 0 : policy.questionsPerStep * policy.groupSize;
  const answer = Math.min(amounts.sft.answerTokens, policy?.sampling.maxTokens ?? 0);
  const contextLength = Math.min(longest, config.contextLength);
  return {
    ...{ from, parameters, amounts, work: workOf(recipe, amounts) },
    adapterParameters: rank > 0 ? adapterParameterCount(config, loraShape(rank)) : null,
    machines: [...GPUS.map((count) => h100s(count, trained)), laptop(trained)],
    gpu: gpuMemory(config, {
      ...{ gpus: NODE, rank, longest: contextLength, answers },
      answerTokens: amounts.grpo.promptTokens + answer,
    }),
    local: trainingNeed(config, {
      ...{ rank, samples: Math.max(answers, recipe.sft?.batchSize ?? 0), rollouts: answers, mixed: true },
      reference: (policy?.beta ?? 0) > 0,
      contextLength,
    }),
  };
}

/** Of the model in the cache, or as it is known of the bundled recipes' bases. */
async function shapeOf(from: string, runsDir: string): Promise<ModelConfig> {
  const known = baseShapes[from];
  if (known !== undefined) return known;
  const { isGguf, path } = findModel(from, runsDir);
  if (!isGguf) return readModelConfig(path);
  throw new InputError(`${from} is a GGUF file, whose shape a forecast does not read`, {
    hint: 'Name the model folder or hf:ORG/NAME that it was made from with --from.',
  });
}
