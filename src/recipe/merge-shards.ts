/** The shards that several machines built of one recipe, as one run with the whole data set. */

import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differenceLines, differingKeys } from '../core/differing-keys.ts';
import { InputError } from '../core/errors.ts';
import { RunFolder } from '../core/run-folder.ts';
import { mergeDatasets } from '../data/index.ts';
import type { Funnel } from '../data/index.ts';

/** The folder of a shard's run. */
export function shardName(name: string, shard: { index: number; of: number }): string {
  return `${name}-shard-${shard.index}-of-${shard.of}`;
}

/**
 * Merges the data sets of the runs in `directories` into the run `<runsDir>/<name>`, from where `run` goes on.
 * @throws InputError when they are not all shards of one recipe over the same data, or the run already has a data set.
 */
export async function mergeShards(
  directories: readonly string[],
  { runsDir, name }: { runsDir: string; name: string },
): Promise<{ directory: string; funnel: Funnel }> {
  const runs = directories.map((directory) => RunFolder.open(directory));
  const [first] = runs;
  if (first === undefined) throw new RangeError('no shards to merge');
  for (const run of runs) requireSame(first, run);
  using merged = RunFolder.create(join(runsDir, name), {
    recipe: { ...first.recipe, name },
    dataHashes: first.facts.dataHashes,
  });
  if (merged.has('data')) {
    throw new InputError(`${merged.path('data')}: this run has a data set already`, {
      code: 'merged',
      hint: 'Give the merged run another name with --name.',
    });
  }
  const partial = merged.path('data.partial');
  rmSync(partial, { recursive: true, force: true });
  const funnel = await mergeDatasets(
    runs.map((run) => run.path('data')),
    partial,
  );
  renameSync(partial, merged.path('data'));
  return { directory: merged.directory, funnel };
}

function requireSame(first: RunFolder, run: RunFolder): void {
  // Machines may have other limits, prices and budgets.
  const differences = differingKeys(first.recipe, run.recipe).filter(
    ({ key }) => key !== 'name' && !key.startsWith('data.requests.'),
  );
  if (differences.length > 0) {
    throw new InputError(
      `${run.directory} was built with another recipe than ${first.directory}:\n  ${differenceLines(differences).join('\n  ')}`,
      { code: 'other-recipe', hint: 'Merge only shards of one recipe and seed.' },
    );
  }
  const [here, there] = [first, run].map(({ facts }) => JSON.stringify(facts.dataHashes));
  if (here !== there) {
    throw new InputError(
      `${run.directory} was built from other questions than ${first.directory}: ${there ?? ''}, ${here ?? ''}`,
      { code: 'other-data', hint: 'Every machine must read the same files and the same version of fin-r1.' },
    );
  }
}
