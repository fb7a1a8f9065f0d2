/** Weights in training below the run folder: `checkpoints/weights/<stage>-<step>`. */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { RunFolder } from '../../core/run-folder.ts';
import type { NamedWeights } from './backend.ts';

export function localWeights(run: RunFolder): NamedWeights {
  return {
    record: (path) => relative(run.directory, path),
    locate: (record) => run.path(record),
    prune: (stage, { kept }) => Promise.resolve(removeWeights(run, stage, kept)),
  };
}

/** Also what a killed process left without a record. `kept` are paths whose last part names a folder. */
export function removeWeights(run: RunFolder, stage: string, kept: readonly string[]): void {
  const folder = run.path('checkpoints', 'weights');
  if (!existsSync(folder)) return;
  const names = kept.map((path) => basename(path));
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${stage}-`) || names.includes(name)) continue;
    rmSync(join(folder, name), { recursive: true });
  }
}
