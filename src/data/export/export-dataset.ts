/**
 * A data set as the files that another framework trains on: rows one after the other, in bounded memory, each accounted for. The folder gets
 * its name when everything is in it.
 */

import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { packageFolder } from '../../core/package-folder.ts';
import { describeRows } from '../build/describe-rows.ts';
import { datasetFault } from '../dataset-fault.ts';
import { exportCard } from './export-card.ts';
import { writeSets, type ExportedSets, type SetOptions } from './export-sets.ts';
import { datasetInfo } from './llamafactory-info.ts';
import { takePlace } from './take-place.ts';

export interface ExportOptions extends SetOptions {
  /** Of the data set, for people. */
  name: string;
  folder: string;
  /** An earlier export in `folder` is replaced. */
  overwrite: boolean;
}

const CLIENT = 'finr1_reward.py';

/** @throws InputError for a damaged data set, a folder that is taken. */
export async function exportDataset(options: ExportOptions): Promise<ExportedSets> {
  const { directory, folder, format, signal } = options;
  const fault = await datasetFault(directory);
  if (fault !== null) {
    throw new InputError(`The data set is not whole: ${fault}`, {
      code: 'broken-dataset',
      hint: 'Build it again with `fin-r1 data build`.',
    });
  }
  const place = await takePlace(folder, options.overwrite);
  try {
    const exported = await writeSets(options, place.folder);
    const description = await describeRows(join(directory, 'sft.parquet'), join(directory, 'rl.parquet'));
    const write = (name: string, text: string): Promise<void> => writeFile(join(place.folder, name), text);
    await write('README.md', exportCard({ ...options, ...exported, description }));
    await write('export.json', `${JSON.stringify({ format, name: options.name, ...exported }, null, 2)}\n`);
    if (format === 'llamafactory') await write('dataset_info.json', datasetInfo(exported.files));
    else await copyFile(join(packageFolder('clients'), CLIENT), join(place.folder, CLIENT));
    signal.throwIfAborted();
    await place.keep();
    return exported;
  } finally {
    await place.leave();
  }
}
