/**
 * A stage's place, kept in the run folder: weights and optimiser state in `checkpoints/weights/`, the record in
 * `checkpoints.jsonl`. Only the newest of a stage is kept; the older one goes after the new one is recorded, so that a
 * process killed at any moment leaves a whole one.
 */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import type { RunFolder } from '../core/run-folder.ts';
import type { JsonValue, SavedStage, StageCheckpoint } from '../train/index.ts';
import { StageCost } from './stage-cost.ts';

const RECORD = 'checkpoints.jsonl';

const recordSchema = z.object({
  stage: z.string(),
  step: z.int(),
  /** Below the run folder. */
  path: z.string(),
  state: z.json(),
});

export class RunCheckpoint implements StageCheckpoint {
  readonly #run: RunFolder;
  readonly #stage: string;
  readonly #cost: StageCost;
  /** Last recorded, below the run folder. */
  #newest: string | undefined;
  /** What the stage went on from: its model takes the tokenizer's files from there with every save. */
  #source: string | undefined;

  constructor(run: RunFolder, stage: string, cost: StageCost) {
    this.#run = run;
    this.#stage = stage;
    this.#cost = cost;
  }

  /** Whether there is anything to go on from. */
  get isSaved(): boolean {
    return this.#newest !== undefined;
  }

  /** Also drops what a killed process wrote after its last checkpoint: rows, rollouts, half-written weights. */
  async load(): Promise<SavedStage | null> {
    const own = this.#run.readJsonl(RECORD, recordSchema).filter(({ stage }) => stage === this.#stage);
    const last = own.at(-1);
    const step = last?.step ?? 0;
    dropRowsAfter(this.#run, this.#stage, step);
    this.#cost.dropAfter(step);
    this.#newest = last?.path;
    this.#prune();
    this.#source = last?.path;
    return last === undefined ? null : { step, path: this.#run.path(last.path), state: last.state };
  }

  async save(step: number, path: string, state: JsonValue): Promise<void> {
    this.#cost.lap(step);
    const below = relative(this.#run.directory, path);
    this.#run.appendJsonl(RECORD, { stage: this.#stage, step, path: below, state });
    this.#newest = below;
    this.#prune();
  }

  /** To be called once the stage's model is closed: nothing but the newest is kept. */
  finish(): void {
    this.#source = undefined;
    this.#prune();
  }

  /** Removes the stage's other folders. */
  #prune(): void {
    removeWeights(this.#run, this.#stage, [this.#newest, this.#source]);
  }
}

export function hasCheckpoint(run: RunFolder, stage: string): boolean {
  return run.readJsonl(RECORD, recordSchema).some((record) => record.stage === stage);
}

/** As if the stage had never begun. Its records go first: a process killed on the way leaves a stage that starts at its beginning. */
export function forgetStage(run: RunFolder, stage: string): void {
  run.truncateJsonl(RECORD, (row) => row.stage !== stage);
  dropRowsAfter(run, stage, 0);
  new StageCost(run, stage).dropAfter(0);
  removeWeights(run, stage, []);
}

function dropRowsAfter(run: RunFolder, stage: string, step: number): void {
  const isLater = (row: Record<string, unknown>): boolean =>
    row.stage === stage && typeof row.step === 'number' && row.step > step;
  run.truncateJsonl('metrics.jsonl', (row) => !isLater(row));
  run.truncateJsonl('samples.jsonl', (row) => row.kind !== 'rollout' || !isLater(row));
}

/** `kept` are paths whose last part names a folder. */
function removeWeights(run: RunFolder, stage: string, kept: readonly (string | undefined)[]): void {
  const folder = run.path('checkpoints', 'weights');
  if (!existsSync(folder)) return;
  const names = kept.map((path) => path && basename(path));
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${stage}-`) || names.includes(name)) continue;
    rmSync(join(folder, name), { recursive: true });
  }
}
