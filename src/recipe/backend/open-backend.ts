/** The back end that a recipe names. */

import type { RunFolder } from '../../core/run-folder.ts';
import type { Recipe } from '../schema.ts';
import type { Backend } from './backend.ts';
import { LocalBackend } from './local-backend.ts';

export function openBackend(_recipe: Recipe, run: RunFolder, runsDir: string): Backend {
  return new LocalBackend(run, runsDir);
}
