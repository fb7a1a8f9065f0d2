/** Where the data set lies that a user names. */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../core/errors.ts';

/** @param name A run's folder, its name below `runsDir`, or the folder of a data set. @throws InputError where none has one. */
export function datasetDirectory(name: string, runsDir: string): string {
  const places = [name, join(name, 'data')];
  if (basename(name) === name) places.push(join(runsDir, name, 'data'));
  const found = places.find((place) => existsSync(join(place, 'rl.parquet')));
  if (found !== undefined) return found;
  throw new InputError(`${name} has no data set: there is no rl.parquet in ${places.join(', ')}`, {
    hint: 'Name a run whose data stage has ended, or the folder that holds sft.parquet and rl.parquet.',
  });
}
