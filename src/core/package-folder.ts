/** Folders that come with the package beside its code: recipes, prompts, the calibration set. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from './errors.ts';

/** The folder called `name` beside `package.json`, from the sources and from the built package alike. */
export function packageFolder(name: string): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, name)) && existsSync(join(folder, 'package.json'))) return join(folder, name);
  }
  throw new InputError(`${name}/ of fin-r1 is not where the package should have it`, {
    hint: 'Install fin-r1 again.',
  });
}
