/**
 * A stage's place: weights and optimiser state wherever the back end saves them, the record in `checkpoints.jsonl`. Only
 * the newest of a stage is kept; the older one goes after the new one is recorded, so that a process killed at any moment
 * leaves a whole one.
 */

import { z } from 'zod';
import type { RunFolder } from '../core/run-folder.ts';
import type { JsonValue, SavedStage, StageCheckpoint } from '../train/index.ts';
import type { NamedWeights } from './backend/backend.ts';
import { removeWeights } from './backend/local-weights.ts';
import { StageCost } from './stage-cost.ts';

const RECORD = 'checkpoints.jsonl';

const recordSchema = z.object({
  stage: z.string(),
  step: z.int(),
  /** Below the run folder, or where a server keeps it. */
  path: z.string(),
  state: z.json(),
});

export class RunCheckpoint implements StageCheckpoint {
  readonly #run: RunFolder;
  readonly #stage: string;
  readonly #cost: StageCost;
  readonly #weights: NamedWeights;
  readonly #recorded: string[] = [];
  /** What the stage went on from: its model takes the tokenizer's files from there with every save. */
  #source: string | undefined;

  constructor(run: RunFolder, stage: string, cost: StageCost, weights: NamedWeights) {
    this.#run = run;
    this.#stage = stage;
    this.#cost = cost;
    this.#weights = weights;
  }

  /** Whether there is anything to go on from. */
  get isSaved(): boolean {
    return this.#recorded.length > 0;
  }

  /** Also drops what a killed process wrote after its last checkpoint: rows, rollouts, half-written weights. */
  async load(): Promise<SavedStage | null> {
    const own = this.#run.readJsonl(RECORD, recordSchema).filter(({ stage }) => stage === this.#stage);
    const last = own.at(-1);
    const step = last?.step ?? 0;
    dropRowsAfter(this.#run, this.#stage, step);
    this.#cost.dropAfter(step);
    this.#recorded.push(...own.map(({ path }) => path));
    await this.#prune();
    this.#source = last?.path;
    return last === undefined ? null : { step, path: this.#weights.locate(last.path), state: last.state };
  }

  async save(step: number, path: string, state: JsonValue): Promise<void> {
    this.#cost.lap(step);
    const record = this.#weights.record(path);
    this.#run.appendJsonl(RECORD, { stage: this.#stage, step, path: record, state });
    this.#recorded.push(record);
    await this.#prune();
  }

  /** To be called once the stage's model is closed: nothing but the newest is kept. */
  async finish(): Promise<void> {
    this.#source = undefined;
    await this.#prune();
  }

  async #prune(): Promise<void> {
    const kept = [this.#recorded.at(-1), this.#source].filter((path) => path !== undefined);
    await this.#weights.prune(this.#stage, { recorded: this.#recorded, kept });
  }
}

export function hasCheckpoint(run: RunFolder, stage: string): boolean {
  return run.readJsonl(RECORD, recordSchema).some((record) => record.stage === stage);
}

/**
 * As if the stage had never begun. Its records go first: a process killed on the way leaves a stage that starts at its
 * beginning. What a server holds of it stays there.
 */
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
