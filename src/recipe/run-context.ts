/** What every stage of a run works with. */

import type { RunFolder } from '../core/run-folder.ts';
import type { Shard } from '../data/index.ts';
import type { Backend } from './backend/backend.ts';
import type { RunObserver } from './run-observer.ts';
import type { Recipe } from './schema.ts';

/** How the data set is built on this machine; the recipe says what is built. */
export interface DataOptions {
  /** Licences that were accepted by name, see `sources/licence-gate.ts`. */
  acceptedLicences: readonly string[];
  shard?: Shard;
  /** US dollars; default: the recipe's. */
  budget?: number;
  /** Ask through the provider's batch API. */
  batch: boolean;
  /** What models have answered, shared by all runs. */
  cachePath: string;
  /** Build again when questions were set aside. */
  retrySetAside: boolean;
}

export interface RunContext {
  recipe: Recipe;
  run: RunFolder;
  /** Holds the folders of all runs. */
  runsDir: string;
  /** Where real data sets lie; undefined when none was named. */
  dataDir: string | undefined;
  /** Aborted when the run is to stop at the next place from which it can be resumed. */
  signal: AbortSignal;
  observer: RunObserver;
  data: DataOptions;
}

/** What the stages of models work with beside. */
export interface ModelContext extends RunContext {
  backend: Backend;
}

/** The parts of the recipe a stage cannot do without; `checkRecipe` has seen to it that they are there. */
export function required<T>(part: T | undefined, name: string): T {
  if (part === undefined)
    throw new RangeError(`recipe: ${name} is missing, which checkRecipe should have refused`);
  return part;
}
