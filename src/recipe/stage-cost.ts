/**
 * `cost.jsonl`: seconds and tokens of every stage, in laps. A lap ends with a checkpoint, so that the sums go on over
 * interruptions and count no work that had to be repeated. Offline work costs no money; there is no such column.
 */

import type { RunFolder } from '../core/run-folder.ts';
import { costSchema, secondsByStage } from '../core/stage-seconds.ts';

const COST = 'cost.jsonl';

/** Measures one stage from its making to the last lap. */
export class StageCost {
  readonly #run: RunFolder;
  readonly #stage: string;
  #begun = performance.now();
  #tokens = 0;

  constructor(run: RunFolder, stage: string) {
    this.#run = run;
    this.#stage = stage;
  }

  addTokens(tokens: number): void {
    this.#tokens += tokens;
  }

  /** Writes what the stage has cost since the last lap. */
  lap(step: number | null): void {
    const now = performance.now();
    const seconds = (now - this.#begun) / 1000;
    this.#run.appendJsonl(COST, { stage: this.#stage, step, seconds, tokens: this.#tokens });
    this.#begun = now;
    this.#tokens = 0;
  }

  /** Drops laps of work that is about to be repeated. */
  dropAfter(step: number): void {
    this.#run.truncateJsonl(COST, (row) => row.stage !== this.#stage || Number(row.step ?? 0) <= step);
  }

  /** For a stage that has no steps and is done anew. */
  dropAll(): void {
    this.#run.truncateJsonl(COST, (row) => row.stage !== this.#stage);
  }
}

/** See `secondsByStage`. */
export function stageSeconds(run: RunFolder): { total: number } & Record<string, number> {
  return secondsByStage(run.readJsonl(COST, costSchema));
}
