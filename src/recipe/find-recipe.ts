/** Finds a recipe by path, or by name among those that come with fin-r1. */

import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import { packageFolder } from '../core/package-folder.ts';
import { nearest } from '../core/nearest.ts';

/**
 * The path of a recipe: the file itself where there is one, else the bundled recipe of that name (`quickstart`,
 * `quickstart.yaml`, `recipes/quickstart.yaml`).
 * @throws InputError with the nearest bundled name.
 */
export function findRecipe(given: string): string {
  if (isThere(given)) return given;
  const folder = packageFolder('recipes');
  const bundled = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const name = `${basename(given).replace(/\.ya?ml$/, '')}.yaml`;
  const isBundledName = given === basename(given) || dirname(given) === 'recipes';
  if (isBundledName && bundled.includes(name)) return join(folder, name);
  const near = nearest(name, bundled);
  throw new InputError(
    `${given}: there is no such recipe${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      code: 'missing-recipe',
      hint: `Name a YAML file, or one that comes with fin-r1: ${bundled.join(', ')}.`,
    },
  );
}
