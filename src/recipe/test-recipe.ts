/** Recipes and runs for tests: pretraining only, of a model too small to learn. */

import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';
import type { RunOptions } from './run-recipe.ts';
import type { Recipe } from './schema.ts';

/** `pretrain` and `more` are YAML, the keys of the stage and further keys of the recipe. */
export function tinyRecipe(name: string, pretrain: string, more = ''): Recipe {
  const model =
    'hiddenSize: 16, layers: 1, heads: 2, kvHeads: 1, headDim: 8, feedForward: 16, vocabSize: 300, contextLength: 64';
  return parseRecipe(
    `{ name: ${name}, model: { ${model} }, pretrain: { tokensPerStep: 128, length: 64, ${pretrain} } ${more} }`,
    name,
  );
}

/** Runs a recipe until `steps` steps are done and then stops it; gives the error it ended with. */
export async function stoppedAfter(steps: number, recipe: Recipe, runsDir: string): Promise<unknown> {
  const controller = new AbortController();
  const observer = {
    ...silentObserver,
    progress: ({ done }: { done: number }) => {
      if (done === steps) controller.abort();
    },
  };
  const options: RunOptions = { runsDir, observer, signal: controller.signal };
  return runRecipe(recipe, options).then(
    () => {
      throw new Error('the run was not stopped');
    },
    (error: unknown) => error,
  );
}
