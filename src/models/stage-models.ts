/** The models that runs have made, as model strings: `run:NAME@STAGE`. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../core/file-errors.ts';
import { modelStages } from '../core/results.ts';
import { RUN_NAME } from '../core/run-name.ts';

/** Random weights, from which pretraining starts: nobody wants to ask them. */
const INITIAL = 'initial';
/** Not a folder that is being written. */
const WHOLE = /^[\w-]+$/;

/** Of all runs in the folder: the newest run first, and of each what it has made last. */
export function stageModels(runsDirectory: string): string[] {
  const runs = namesIn(runsDirectory)
    .filter((name) => RUN_NAME.test(name))
    .map((name) => ({ name, changed: changedAt(join(runsDirectory, name, 'models')) }))
    .sort((a, b) => b.changed - a.changed);
  return runs.flatMap(({ name }) => runModels(name, join(runsDirectory, name, 'models')).reverse());
}

/** Of one run, in the order in which they are made; `folder` is the run's `models`. */
export function runModels(run: string, folder: string): string[] {
  const order: readonly string[] = modelStages;
  const rank = (stage: string): number => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return namesIn(folder)
    .filter((stage) => WHOLE.test(stage) && stage !== INITIAL && isModel(join(folder, stage)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((stage) => `run:${run}@${stage}`);
}

function isModel(folder: string): boolean {
  return isThere(join(folder, 'config.json')) || isThere(join(folder, 'adapter_config.json'));
}

/** None where there is no such folder: it may be made later. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
