/** The back end that a recipe names. */

import { required } from '../run-context.ts';
import type { Recipe } from '../schema.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { LocalBackend } from './local-backend.ts';
import { TinkerBackend } from './tinker-backend.ts';

export function openBackend(recipe: Recipe, options: BackendOptions): Backend {
  return recipe.backend === 'tinker'
    ? new TinkerBackend({ ...options, from: required(recipe.from, 'from') })
    : new LocalBackend(options.run, options.runsDir);
}
