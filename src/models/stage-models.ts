/** The models of a runs folder, as model strings: `run:NAME@STAGE`, the newest run first. */

import { readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { RUN_NAME } from '../core/run-name.ts';

/** Best last in a recipe, so first to be offered; what a stage starts from (`initial`) is none. */
const stages = ['grpo', 'sft', 'zero', 'base'];

export function stageModels(runsDirectory: string): string[] {
  const runs = foldersIn(runsDirectory)
    .filter((name) => RUN_NAME.test(name))
    .map((name) => ({ name, changed: changedAt(join(runsDirectory, name, 'models')) }))
    .sort((a, b) => b.changed - a.changed);
  return runs.flatMap(({ name }) => {
    const there = foldersIn(join(runsDirectory, name, 'models'));
    return stages.filter((stage) => there.includes(stage)).map((stage) => `run:${name}@${stage}`);
  });
}

/** None where there is no such folder: it may be made later. */
function foldersIn(directory: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
