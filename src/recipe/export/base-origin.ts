/**
 * Where the model that a run started from comes from: its name on the hub, the commit, its licence. Written beside the base
 * when it is taken into the run, since a branch of the hub moves on; for runs that did not, looked up as long as it is there.
 * A path of this machine is never part of it.
 */

import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { isThere } from '../../core/file-errors.ts';
import { readText } from '../../core/read-text.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';
import { GgufFile, licenceOf } from '../../engine/index.ts';
import { isGguf, locateModel, readModelString } from '../../models/index.ts';
import { InputError } from '../../core/errors.ts';

const FILE = 'origin.json';

const originSchema = z.object({
  /** In words that mean something elsewhere: `hf:ORG/NAME`, a file's or folder's name. */
  from: z.string(),
  /** `ORG/NAME`, where the weights are those of this model of the hub; null for files of another making. */
  hubName: z.string().nullable(),
  /** Commit on the hub; null where it is not known. */
  revision: z.string().nullable(),
  /** As its card, or its GGUF file, says; null: unknown. */
  licence: z.string().nullable(),
});
export type BaseOrigin = z.infer<typeof originSchema>;

/** What is known of `from`, as a recipe names it. @throws InputError when it is not there. */
export async function originOf(from: string, runsDirectory: string): Promise<BaseOrigin> {
  const address = isGguf(from) ? readModelString(from, {}) : null;
  const isHub = from.startsWith('hf:');
  if (address?.kind === 'gguf') {
    const file = await GgufFile.open(address.path);
    try {
      const licence = file.metadata.string('general.license') ?? null;
      const shown = isHub ? from : `gguf:${basename(address.path)}`;
      return { from: shown, hubName: null, revision: isHub ? commitIn(address.path) : null, licence };
    } finally {
      await file.close();
    }
  }
  const { directory } = locateModel(from, { runsDirectory });
  const recorded = join(directory, FILE);
  if (isThere(recorded)) return readOrigin(recorded);
  const licence = licenceOf(directory);
  if (!isHub) {
    const run = runOf(directory);
    const stage = basename(directory);
    const shown = run === null ? `the folder ${stage}` : `run:${basename(run)}@${stage}`;
    return { from: shown, hubName: null, revision: null, licence };
  }
  const [, hubName = null] = /^hf:([^/@]+\/[^/@]+)/.exec(from) ?? [];
  return { from, hubName, revision: commitIn(join(directory, 'config.json')), licence };
}

/** The commit in a path of the hub's cache, `…/snapshots/<commit>/FILE`. */
function commitIn(path: string): string | null {
  return /[\\/]snapshots[\\/]([0-9a-f]{40})[\\/]/.exec(path)?.[1] ?? null;
}

function readOrigin(path: string): BaseOrigin {
  return originSchema.parse(JSON.parse(readText(path)));
}

/** Writes down, in the folder of a base just taken, where it comes from. */
export async function recordOrigin(from: string, folder: string, runsDirectory: string): Promise<void> {
  const origin = await originOf(from, runsDirectory);
  writeFileAtomic(join(folder, FILE), `${JSON.stringify(origin, null, 2)}\n`);
}

/** The origin of a run's base; with nothing recorded and nothing to look at, what the recipe's words say. */
export async function baseOrigin(
  from: string,
  baseFolder: string,
  runsDirectory: string,
): Promise<BaseOrigin> {
  const recorded = join(baseFolder, FILE);
  if (isThere(recorded)) return readOrigin(recorded);
  try {
    return await originOf(from, runsDirectory);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [, name] = /^hf:([^/@]+\/[^/@]+)(?:@.*)?$/.exec(from) ?? [];
    const shown = from.startsWith('hf:') || from.startsWith('run:') ? from : basename(from);
    return { from: shown, hubName: name ?? null, revision: null, licence: null };
  }
}

/** The run folder that a model folder lies in; null for one that belongs to no run. */
export function runOf(modelFolder: string): string | null {
  const run = dirname(dirname(modelFolder));
  const isInRun = basename(dirname(modelFolder)) === 'models' && isThere(join(run, 'recipe.json'));
  return isInRun ? run : null;
}
