/**
 * runStage: what the three loops share: resume, learning rate, metric rows, divergence, checkpoints, Ctrl-C, progress.
 *
 * Exact resume: a checkpoint holds weights, optimiser state and the stage's place; all randomness comes from
 * `Random.derive(seed, stage, step, …)`. A killed run started again therefore gives the rows of an uninterrupted one,
 * clock fields (`timingFields`) apart. A row is written before its step's checkpoint, so none can be missing.
 *
 * Broken weights are never kept: a checkpoint is asked for only when the results of all steps up to it were read and found
 * finite, and nothing behind it is submitted before that. The engine of this process makes no step after a failed
 * forward-backward; another may, and what it then holds is left behind.
 */

import { z } from 'zod';
import { InputError, InterruptedError } from '../core/errors.ts';
import type { AdamParams, TrainingClient } from '../tinker/types.ts';
import { DivergenceWatch } from './divergence-watch.ts';
import type { MetricRow } from './metric-row.ts';
import { adamAt } from './schedule.ts';
import type { OptimizerOptions } from './schedule.ts';
import type { JsonValue, SavedStage, StageCheckpoint } from './stage-checkpoint.ts';

export interface Progress {
  stage: string;
  step: number;
  steps: number;
  /** Tokens a second, over the last steps. */
  rate: number;
  secondsLeft: number;
}

/** Options of every stage. */
export interface StageOptions {
  /** Names rows, checkpoints and random streams, e.g. `sft`. Letters, digits, `-` and `_`. */
  stage: string;
  seed: number;
  /**
   * The model to train. With a path: continue from that `saveWeights` checkpoint, optimiser included. With null: the stage's
   * start (a fresh model, or the weights of an earlier stage).
   */
  openClient: (resumeFrom: string | null) => Promise<TrainingClient>;
  optimizer: OptimizerOptions;
  checkpoint: StageCheckpoint;
  /** 0 = only at the end (and when interrupted). */
  checkpointEverySteps: number;
  /**
   * Submits a step before the results of the one before it are read, where its data allow that (SFT; pretraining without a
   * curriculum), and never across a checkpoint: rows, checkpoints and weights are the same. For a back end whose round trips
   * cost time; in this process there is nothing to wait for. When aborted, the step that was submitted is finished too.
   */
  submitAhead?: boolean;
  /** Aborted: the stage saves a checkpoint at the next step boundary and throws `InterruptedError`. */
  signal?: AbortSignal;
  log: (row: MetricRow) => void | Promise<void>;
  onProgress?: (progress: Progress) => void;
  /** One sentence about something that did not stop the run but should be looked at. */
  warn?: (message: string) => void;
}

export interface StageResult {
  /** Holds the trained weights. */
  client: TrainingClient;
  /** The last checkpoint. */
  path: string;
  /** Steps of the whole stage. */
  steps: number;
}

/** What a step may use. `step` counts from 0; rows and messages count from 1. */
export interface StepContext {
  step: number;
  adam: AdamParams;
  watch: DivergenceWatch;
}

export interface StepReport {
  /** Watched for divergence; null when the step made no update. */
  loss: number | null;
  /** Tokens worked on, for the rate. */
  tokens: number;
  metrics: Readonly<Record<string, JsonValue>>;
}

/**
 * One kind of training, set up for a model. A step that is submitted ahead must submit its verbs in the tick in which `run` is
 * called.
 */
export interface StageWork {
  steps: number;
  /** Whether a step can only begin when the results of the one before are there. */
  needsResults: boolean;
  /** Hash of the data: a checkpoint made with other data is refused. */
  fingerprint: string;
  run(context: StepContext): Promise<StepReport>;
  /** The place in the data after the last step; absent when it follows from the step. */
  position?: () => JsonValue | Promise<JsonValue>;
  /** Waits until nothing is in flight, whatever becomes of it; called when the stage ends, also by an error. */
  settle?: () => Promise<void>;
}

/** A step whose verbs are submitted. */
interface BegunStep {
  adam: AdamParams;
  report: Promise<StepReport>;
}

const stateSchema = z.object({
  fingerprint: z.string(),
  watch: z.object({ reference: z.number().nullable(), spikes: z.number(), newText: z.number() }),
  position: z.json(),
});
type StageState = z.infer<typeof stateSchema>;

/**
 * Runs a stage to its end, from its last checkpoint if it has one.
 * @throws InterruptedError, DivergedError; InputError when the checkpoint belongs to other data.
 */
export async function runStage(
  options: StageOptions,
  prepare: (client: TrainingClient, position: JsonValue) => StageWork,
): Promise<StageResult> {
  const { stage, checkpoint, checkpointEverySteps: every } = options;
  const saved = await checkpoint.load();
  const resumed = saved === null ? null : readState(stage, saved);
  const client = await options.openClient(saved?.path ?? null);
  const work = prepare(client, resumed?.position ?? null);
  if (resumed !== null && resumed.fingerprint !== work.fingerprint) {
    throw new InputError(`${stage}: the checkpoint ${saved?.path ?? ''} was made with other data`, {
      hint: 'Run with the data it was started with, or start in a new run folder.',
    });
  }
  const watch = new DivergenceWatch(stage, resumed?.watch);
  const pace = new Pace();
  let path = saved?.path ?? null;
  let savedStep = saved?.step ?? 0;

  const save = async (step: number): Promise<string> => {
    const name = `${stage}-${String(step).padStart(6, '0')}`;
    // A run killed between the two lines below leaves this name behind; its resume makes the same weights again.
    const written = await client.saveWeights(name, { overwrite: true });
    const state: StageState = {
      fingerprint: work.fingerprint,
      watch: watch.state,
      position: (await work.position?.()) ?? null,
    };
    await checkpoint.save(step, written.path, state);
    savedStep = step;
    return written.path;
  };

  const begin = (step: number): BegunStep => {
    const adam = adamAt(options.optimizer, step, work.steps);
    const report = work.run({ step, adam, watch }).catch((error: unknown) => {
      throw watch.attribute(step + 1, error);
    });
    // It is read when its turn comes; what went wrong before that is what the run ends with.
    report.catch(() => undefined);
    return { adam, report };
  };
  const isDueAfter = (step: number): boolean => every > 0 && step % every === 0;
  let ahead: BegunStep | null = null;
  try {
    for (let step = savedStep; step < work.steps; step++) {
      if (options.signal?.aborted && ahead === null) {
        if (step > savedStep) await save(step);
        throw new InterruptedError(`${stage} stopped after step ${step} of ${work.steps}`, {
          hint: 'Run the same command again to go on from here.',
        });
      }
      const started = performance.now();
      const begun: BegunStep = ahead ?? begin(step);
      const done = step + 1;
      const mayGoAhead =
        options.submitAhead === true && !work.needsResults && options.signal?.aborted !== true;
      ahead = mayGoAhead && done < work.steps && !isDueAfter(done) ? begin(done) : null;
      const { loss, tokens, metrics } = await begun.report;
      if (loss !== null) watch.observe(done, loss);
      const seconds = (performance.now() - started) / 1000;
      const tokensPerSecond = tokens / seconds;
      const rates = { learningRate: begun.adam.learningRate, tokens, seconds, tokensPerSecond };
      await options.log({ stage, step: done, loss, ...metrics, ...rates });
      pace.add(seconds, tokens);
      options.onProgress?.({
        stage,
        step: done,
        steps: work.steps,
        rate: pace.tokensPerSecond,
        secondsLeft: pace.secondsPerStep * (work.steps - done),
      });
      // In the middle of what may be an explosion the last good checkpoint is the one before.
      if (isDueAfter(done) && done < work.steps && watch.state.spikes === 0) path = await save(done);
    }
  } finally {
    await Promise.allSettled([ahead?.report, work.settle?.()]);
  }
  if (path === null || savedStep < work.steps) path = await save(work.steps);
  return { client, path, steps: work.steps };
}

function readState(stage: string, saved: SavedStage): StageState {
  const parsed = stateSchema.safeParse(saved.state);
  if (parsed.success) return parsed.data;
  throw new InputError(`${stage}: the state kept with the checkpoint of step ${saved.step} cannot be read`, {
    hint: `Delete the lines of ${stage} in checkpoints.jsonl to repeat that stage from its start.`,
    cause: parsed.error,
  });
}

/** Means of seconds and tokens a step, the recent steps counting most. */
class Pace {
  #seconds = 0;
  #tokens = 0;
  #weight = 0;

  add(seconds: number, tokens: number): void {
    this.#seconds = 0.9 * this.#seconds + seconds;
    this.#tokens = 0.9 * this.#tokens + tokens;
    this.#weight = 0.9 * this.#weight + 1;
  }

  get secondsPerStep(): number {
    return this.#seconds / this.#weight;
  }

  get tokensPerSecond(): number {
    return this.#tokens / this.#seconds;
  }
}
