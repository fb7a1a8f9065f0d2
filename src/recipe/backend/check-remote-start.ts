/** What a run on a server needs, looked at before data is made: the model's settings are here, and the server knows its name. */

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { HfTokenizer, loraShape, readModelConfig, requireFittingRank } from '../../engine/index.ts';
import { ServiceClient } from '../../tinker/index.ts';
import { requireSystemPrompt } from '../require-system-prompt.ts';
import { required } from '../run-context.ts';
import type { Recipe } from '../schema.ts';
import { remoteBase } from './remote-base.ts';
import { readRemoteModel } from './remote-model.ts';

export interface RemoteStart {
  /** `models/<name>` of the model the run starts from, whether it is there or not. */
  taken: string;
  runsDirectory: string;
  signal: AbortSignal;
}

/** @throws InputError; the client's errors where the server cannot be reached. */
export async function checkRemoteStart(recipe: Recipe, options: RemoteStart): Promise<void> {
  const { taken, runsDirectory, signal } = options;
  const from = required(recipe.from, 'from');
  const isTaken = isThere(taken);
  const { name, folder } = isTaken
    ? { name: readRemoteModel(taken).baseModel, folder: taken }
    : await remoteBase(from, runsDirectory, signal);
  const config = await readModelConfig(folder);
  const tokenizer = await HfTokenizer.load(folder);
  tokenizer.requireTemplate();
  requireSystemPrompt(recipe, tokenizer, config.contextLength);
  if (recipe.lora !== undefined) {
    const { rank, ...rest } = recipe.lora;
    requireFittingRank(config, loraShape(rank, rest));
  }
  await requireServed(recipe, name);
}

async function requireServed(recipe: Recipe, name: string): Promise<void> {
  const service = new ServiceClient();
  try {
    requireFrozenSamplers(recipe, service);
    const names = (await service.supportedModels()).map((model) => model.name);
    if (names.length === 0 || names.includes(name)) return;
    throw new InputError(`the Tinker server does not have ${name}`, {
      code: 'model',
      hint: `It has ${names.join(', ')}. Name one of them by from, or start the server with that model. TINKER_BASE_URL says which server.`,
    });
  } finally {
    await service.close();
  }
}

/** Batches that are sampled ahead come from weights of earlier steps, which have to stay as they were. */
function requireFrozenSamplers({ zero, grpo }: Recipe, { freezesSamplers }: ServiceClient): void {
  for (const [stage, settings] of Object.entries({ zero, grpo })) {
    if (freezesSamplers || (settings?.maxStepsOffPolicy ?? 0) === 0) continue;
    throw new InputError(
      `${stage} samples ahead (maxStepsOffPolicy), and SkyRL's JAX back end cannot: its samplers change as training goes on`,
      { hint: `Remove ${stage}.maxStepsOffPolicy, or use its FSDP or Megatron back end.` },
    );
  }
}
