/** A model named by a model string, ready to answer, with the recipe of the run it comes from. */

import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { RunFolder } from '../core/run-folder.ts';
import { createLocalService } from '../engine/index.ts';
import { fromSamplingClient, locateModel } from '../models/index.ts';
import type { TextModel } from '../models/index.ts';
import { openSampler } from './open-sampler.ts';
import { recipeSchema } from './schema.ts';
import type { Recipe } from './schema.ts';

export interface OpenModel {
  model: TextModel;
  /** Tokens, prompt and answer together. */
  contextLength: number;
  /** Null for a folder that belongs to no run. */
  recipe: Recipe | null;
  close(): Promise<void>;
}

/** `run:NAME@STAGE`, or a model folder. @throws InputError when there is none, or its files cannot be used. */
export async function openModel(name: string, runsDir: string): Promise<OpenModel> {
  const { directory } = locateModel(name, { runsDirectory: runsDir });
  const run = dirname(dirname(directory));
  const recipe = existsSync(`${run}/recipe.json`) ? recipeOf(run) : null;
  const sampler = await openSampler(createLocalService({ directory: run }), directory);
  const { client, contextLength } = sampler;
  return {
    model: fromSamplingClient(name, client, { contextLength }),
    contextLength,
    recipe,
    close: () => client.close(),
  };
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
