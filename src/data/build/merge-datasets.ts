/** Several machines' shards of one build as one data set: the same rows in the same order as one machine would have written. */

import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { InputError } from '../../core/errors.ts';
import { isThere, writeFailure } from '../../core/file-errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { addUsages } from '../../models/index.ts';
import { datasetFault } from '../dataset-fault.ts';
import { LEFT_OUT } from './collected-rows.ts';
import { dataCard } from './data-card.ts';
import { funnelText, readFunnel, type FunnelFile } from './funnel-file.ts';
import { FunnelTally, type Funnel } from './funnel.ts';
import { publishDataset } from './publish-dataset.ts';
import { mergeParquet } from './write-parquet.ts';

/** Written row by row, of questions that are in neither set. */
const lineFiles = ['dropped.jsonl', 'set-aside.jsonl', 'quarantine.jsonl', 'decontamination.jsonl'];

/** The funnels of the data sets in `directories`, in the order of their shards. @throws InputError when they are not all shards of one build. */
async function shardsIn(directories: readonly string[]): Promise<{ directory: string; file: FunnelFile }[]> {
  const found = [];
  for (const directory of directories) {
    const fault = await datasetFault(directory);
    if (fault !== null) {
      throw new InputError(`The data set in ${directory} cannot be merged: ${fault}.`, {
        code: 'broken-dataset',
        hint: 'Build that shard again.',
      });
    }
    found.push({ directory, file: await readFunnel(join(directory, 'funnel.json')) });
  }
  const of = found[0]?.file.shard?.of;
  const indices = found.map(({ file }) => file.shard?.index);
  const missing = Array.from({ length: of ?? 0 }, (_, i) => i + 1).filter((i) => !indices.includes(i));
  const refuse = (what: string, hint: string): never => {
    throw new InputError(what, { code: 'not-shards', hint });
  };
  const stranger = found.find(({ file }) => file.shard?.of !== of || of === undefined);
  if (stranger !== undefined)
    refuse(
      `${stranger.directory} is no shard${of === undefined ? '' : ` of ${of}`}.`,
      'Name the run folders that `data build --shard i/n` made, all of one n.',
    );
  if (missing.length > 0) refuse(`Shard ${missing.join(', ')} of ${of ?? 0} is missing.`, 'Name it too.');
  if (new Set(indices).size < indices.length)
    refuse('The same shard is named twice.', 'Name each run folder once.');
  return found.sort((a, b) => (a.file.shard?.index ?? 0) - (b.file.shard?.index ?? 0));
}

/**
 * Merges the shards in `directories` (any order) into `directory`.
 * @throws InputError naming the shard that is missing, damaged, or no shard of this build.
 */
export async function mergeDatasets(directories: readonly string[], directory: string): Promise<Funnel> {
  const shards = await shardsIn(directories);
  try {
    makeFolder(directory);
  } catch (error) {
    throw writeFailure(directory, error);
  }
  const tally = new FunnelTally();
  for (const { file } of shards) tally.add(file);
  const [first] = shards as [(typeof shards)[number]];
  const { teacher, samplesPerQuestion, seed } = first.file;
  const usage = addUsages(shards.flatMap(({ file }) => file.facts.usage ?? []));
  const settings = { teacher, samplesPerQuestion, seed };
  const facts = { ...first.file.facts, ...(usage.length > 0 && { usage }) };
  const { funnel } = tally;
  const all = (name: string): string[] => shards.map((shard) => join(shard.directory, name));
  for (const name of lineFiles) await concatenate(all(name), join(directory, name));
  // Shards of early versions have none.
  await concatenate(
    all(LEFT_OUT).filter((path) => isThere(path)),
    join(directory, LEFT_OUT),
  );
  await publishDataset(directory, {
    sft: (path) => mergeParquet(all('sft.parquet'), path),
    rl: (path) => mergeParquet(all('rl.parquet'), path),
    funnel: funnelText({ ...settings, facts, ...funnel }),
    card: (description) => dataCard({ ...settings, ...facts, funnel, description }),
  });
  return funnel;
}

async function concatenate(paths: readonly string[], path: string): Promise<void> {
  try {
    for (const [i, from] of paths.entries())
      await pipeline(createReadStream(from), createWriteStream(path, { flags: i === 0 ? 'w' : 'a' }));
  } catch (error) {
    throw writeFailure(path, error);
  }
}
