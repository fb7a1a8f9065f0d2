/** A model named by a model string, ready to answer, with the recipe of the run it comes from. */

import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { RunFolder } from '../core/run-folder.ts';
import { createLocalService } from '../engine/index.ts';
import {
  fromSamplingClient,
  locateModel,
  MODEL_STRINGS,
  openGguf,
  openModelPool,
  readModelString,
  requireSamplingMemory,
  toldModel,
} from '../models/index.ts';
import type { TextModel } from '../models/index.ts';
import { openSampler } from './open-sampler.ts';
import { recipeSchema } from './schema.ts';
import type { Recipe } from './schema.ts';

/** Each keeps memory for a whole context. */
const MOST_AT_ONCE = 8;

export interface OpenModel {
  model: TextModel;
  /** Null for a model that belongs to no run. */
  recipe: Recipe | null;
  close(): Promise<void>;
}

export interface OpenModelOptions {
  /** Answers made at once. */
  samples?: number;
  /** Of a GGUF model: tokens of prompt and answer together. */
  contextLength?: number;
  /** Is told of every token of a GGUF model. */
  onToken?: () => void;
}

/**
 * The model that any model string names. @throws InputError when there is none, its files cannot be used, or it does not fit into memory.
 */
export async function openModel(
  name: string,
  runsDir: string,
  { samples = 1, onToken, contextLength: asked }: OpenModelOptions = {},
): Promise<OpenModel> {
  const address = readModelString(name, process.env);
  if (address.kind === 'gguf') {
    const model = await openGguf(address.path, {
      id: name,
      sequences: Math.min(samples, MOST_AT_ONCE),
      onToken,
      ...(asked !== undefined && { contextLength: asked }),
    });
    return { model, recipe: null, close: () => model.close() };
  }
  if (address.kind === 'http') {
    const pool = openModelPool({ cachePath: join(runsDir, 'requests.sqlite'), runsDirectory: runsDir });
    return { model: await pool.open(name, 'sample'), recipe: null, close: () => pool.close() };
  }
  const { directory } = locateModel(name, { runsDirectory: runsDir, hint: MODEL_STRINGS });
  const run = dirname(dirname(directory));
  const recipe = existsSync(`${run}/recipe.json`) ? recipeOf(run) : null;
  await requireSamplingMemory(name, directory, samples);
  const { client, contextLength } = await openSampler(createLocalService({ directory: run }), directory);
  const model = toldModel(fromSamplingClient(name, client, { contextLength }), recipe?.systemPrompt);
  return { model, recipe, close: () => client.close() };
}

/** What the recipe of a run tells its models; undefined where the folder belongs to no run, or the recipe says nothing. */
export function systemPromptOf(directory: string): string | undefined {
  if (!existsSync(join(directory, 'recipe.json'))) return undefined;
  const { systemPrompt } = RunFolder.open(directory).recipe;
  return typeof systemPrompt === 'string' ? systemPrompt : undefined;
}

export function recipeOf(directory: string): Recipe {
  const run = RunFolder.open(directory);
  const parsed = recipeSchema.safeParse(run.recipe);
  if (parsed.success) return parsed.data as Recipe;
  throw new InputError(
    `${run.path('recipe.json')}: this recipe is not one that this version of fin-r1 knows`,
    {
      cause: parsed.error,
      hint: 'Use the version that made the run, or name the model folder after copying it out of the run.',
    },
  );
}
