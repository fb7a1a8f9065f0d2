/**
 * The model that a run starts from, looked at before anything is asked or paid for: it is there and whole, it can be trained here, it has a
 * chat template, which shows the system prompt where the recipe has one, the adapter is not larger than its matrices, and the first stage
 * that is still to be trained has the memory for it; on a server, that the server has the model.
 */

import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import {
  GgufFile,
  HfTokenizer,
  loraShape,
  modelConfigOf,
  readModelConfig,
  requireFittingRank,
  requireWholeWeights,
} from '../engine/index.ts';
import type { ModelConfig } from '../engine/index.ts';
import { machineMemory } from '../models/index.ts';
import type { MachineMemory } from '../models/index.ts';
import { checkRemoteStart } from './backend/check-remote-start.ts';
import { requireLeastMemory } from './check-training-memory.ts';
import { initialFolder } from './initial-model.ts';
import { requireSystemPrompt } from './require-system-prompt.ts';
import type { Recipe } from './schema.ts';
import { findModel } from './take-model.ts';

export interface StartOptions {
  /** Of this run, made or not. */
  runFolder: string;
  runsDirectory: string;
  signal: AbortSignal;
  machine?: MachineMemory;
}

/** @throws InputError. */
export async function checkStart(
  recipe: Recipe,
  { runFolder, runsDirectory, signal, machine = machineMemory() }: StartOptions,
): Promise<void> {
  const { from, lora } = recipe;
  if (from === undefined) return;
  const isMade = (model: string): boolean => isThere(join(runFolder, 'models', model));
  const taken = join(runFolder, 'models', initialFolder(recipe));
  const stage = (['zero', 'sft', 'grpo'] as const).find(
    (name) => recipe[name] !== undefined && !isMade(name),
  );
  if (recipe.backend === 'tinker') {
    if (stage !== undefined || !isThere(taken))
      await checkRemoteStart(recipe, { taken, runsDirectory, signal });
    return;
  }
  const { isGguf, path } = isThere(taken) ? { isGguf: false, path: taken } : findModel(from, runsDirectory);
  const config = isGguf ? await ggufConfig(path) : await folderConfig(path, recipe);
  if (lora !== undefined) {
    const { rank, ...options } = lora;
    requireFittingRank(config, loraShape(rank, options));
  }
  if (stage !== undefined) requireLeastMemory(stage, config, lora?.rank ?? 0, machine);
}

async function folderConfig(path: string, recipe: Recipe): Promise<ModelConfig> {
  await requireWholeWeights(path);
  const config = await readModelConfig(path);
  const tokenizer = await HfTokenizer.load(path);
  tokenizer.requireTemplate();
  requireSystemPrompt(recipe, tokenizer, config.contextLength);
  return config;
}

async function ggufConfig(path: string): Promise<ModelConfig> {
  const file = await GgufFile.open(path);
  try {
    const config = await modelConfigOf(file);
    if (file.metadata.string('tokenizer.chat_template') !== undefined) return config;
    throw new InputError(`${path} has no chat template`, { hint: 'Use the file of a chat model.' });
  } finally {
    await file.close();
  }
}
