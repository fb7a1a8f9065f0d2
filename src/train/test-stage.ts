/** What the tests of the three loops share: a run kept in a temporary folder, and its metric rows. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Tokenizer } from '../tinker/types.ts';
import { timingFields } from './metric-row.ts';
import type { MetricRow } from './metric-row.ts';
import type { StageOptions } from './stage.ts';
import type { SavedStage } from './stage-checkpoint.ts';
import { BigramTrainer, loadBigram } from './test-engine.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fin-r1-train-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A run as a caller keeps it: rows after the loaded checkpoint are dropped on load. */
export class TestRun {
  rows: MetricRow[] = [];
  saved: SavedStage[] = [];
  readonly clients: BigramTrainer[] = [];
  readonly #folder: string;
  readonly #tokenizer: Tokenizer;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
    this.#folder = temporaryFolder();
  }

  /** Stage options that start from the weights of `start` or from zeros; `onStep` may throw, as a kill would. */
  options(
    settings: {
      stage: string;
      learningRate: number;
      every?: number;
      start?: BigramTrainer;
      signal?: AbortSignal;
    },
    onStep: (step: number) => void = () => undefined,
  ): StageOptions {
    const { stage, learningRate, every = 0, start, signal } = settings;
    return {
      stage,
      seed: 11,
      optimizer: {
        schedule: { kind: 'linear', peak: learningRate, warmupSteps: 2 },
        beta2: 0.99,
        eps: 1e-8,
        gradClipNorm: 1,
      },
      checkpointEverySteps: every,
      signal,
      openClient: async (path) => {
        const client = path
          ? loadBigram(this.#tokenizer, this.#folder, path)
          : new BigramTrainer(this.#tokenizer, this.#folder, start && { logits: [...start.state.logits] });
        this.clients.push(client);
        return client;
      },
      checkpoint: {
        load: async () => {
          const last = this.saved.at(-1) ?? null;
          this.rows = this.rows.filter(({ step }) => step <= (last?.step ?? 0));
          return last;
        },
        save: async (step, path, state) => {
          // Through JSON, as a file would take it.
          this.saved.push(JSON.parse(JSON.stringify({ step, path, state })) as SavedStage);
        },
      },
      log: (row) => {
        this.rows.push(row);
        onStep(row.step);
      },
    };
  }

  /** The rows without what depends on the clock. */
  get timeless(): unknown[] {
    const clock: readonly string[] = timingFields;
    return this.rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !clock.includes(name))),
    );
  }
}

/** Throws when `step` is reached: what a kill leaves behind. */
export function killAt(step: number): (reached: number) => void {
  return (reached) => {
    if (reached === step) throw new Error('killed');
  };
}

/** Aborts when `step` is finished. */
export function abortAt(step: number): { signal: AbortSignal; onStep: (reached: number) => void } {
  const controller = new AbortController();
  const onStep = (reached: number): void => {
    if (reached === step) controller.abort();
  };
  return { signal: controller.signal, onStep };
}
