/** What every stage of a run works with. */

import type { RunFolder } from '../core/run-folder.ts';
import type { LocalService } from '../engine/index.ts';
import type { RunObserver } from './run-observer.ts';
import type { Recipe } from './schema.ts';

export interface RunContext {
  recipe: Recipe;
  run: RunFolder;
  service: LocalService;
  /** Where real data sets lie; undefined when none was named. */
  dataDir: string | undefined;
  /** Aborted when the run is to stop at the next place from which it can be resumed. */
  signal: AbortSignal;
  observer: RunObserver;
}

/** The parts of the recipe a stage cannot do without; `checkRecipe` has seen to it that they are there. */
export function required<T>(part: T | undefined, name: string): T {
  if (part === undefined)
    throw new RangeError(`recipe: ${name} is missing, which checkRecipe should have refused`);
  return part;
}
