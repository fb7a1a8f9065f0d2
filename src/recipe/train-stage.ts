/**
 * One training stage of a run: from a model folder to `models/<name>`. A finished stage is known by that folder, which
 * appears whole or not at all; an unfinished one goes on from its checkpoint.
 */

import { DivergedError, FinR1Error, InputError } from '../core/errors.ts';
import type { TrainingClient } from '../tinker/index.ts';
import type { MetricRow, ReferencePolicy, StageOptions, StageResult } from '../train/index.ts';
import type { Beginning, Closable } from './backend/backend.ts';
import type { ExpectedLoad } from './check-training-memory.ts';
import { RunCheckpoint } from './run-checkpoint.ts';
import type { ModelContext, RunContext } from './run-context.ts';
import type { OptimizerChoice, Recipe } from './schema.ts';
import { StageCost } from './stage-cost.ts';

export interface TrainStageSettings {
  /** `pretrain`, `sft`, `grpo` or `zero`. */
  stage: string;
  /** The model folder it starts from, below `models/`, and the one it makes. */
  from: string;
  to: string;
  optimizer: OptimizerChoice;
  checkpointEverySteps: number;
  /** What a step will hold. */
  expected: () => Promise<ExpectedLoad>;
}

/**
 * Runs the stage unless its model is there already. `train` gets the options that all loops share, and what opens the
 * model that the stage starts from as a policy that nobody trains.
 */
export async function trainStage(
  context: ModelContext,
  { stage, from, to, optimizer, checkpointEverySteps, expected }: TrainStageSettings,
  train: (options: StageOptions, reference: () => Promise<ReferencePolicy>) => Promise<StageResult>,
): Promise<void> {
  const { recipe, run, backend, signal, observer } = context;
  if (run.has('models', to)) return;
  const beginning = beginningOf(stage, recipe);
  const load = { rank: beginning.rank, expected: await expected() };
  await backend.checkMemory(stage, from, load, (message) => observer.warn(message));
  observer.begun(stage);
  const cost = new StageCost(run, stage);
  const opened: { close(): Promise<void> }[] = [];
  const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const one = await opening;
    opened.push(one);
    return one;
  };
  const clientAt = (path: string | null): Promise<Closable<TrainingClient>> =>
    open(path === null ? backend.begin(from, beginning) : resumed(backend.resume(path), stage, context));
  const checkpoint = new RunCheckpoint(run, stage, cost, backend.weights);
  let last: MetricRow | undefined;
  try {
    const options: StageOptions = {
      stage,
      seed: recipe.seed,
      openClient: clientAt,
      optimizer: optimizerOf(optimizer),
      checkpoint,
      checkpointEverySteps,
      // Here a step that runs ahead would only wait for the one before it.
      submitAhead: recipe.backend === 'tinker',
      signal,
      log: (row) => {
        last = row;
        cost.addTokens(Number(row.tokens));
        run.appendJsonl('metrics.jsonl', row);
      },
      onProgress: ({ step, steps, rate, secondsLeft }) =>
        observer.progress({
          ...{ stage, done: step, total: steps, unit: 'steps', rate, rateUnit: 'tokens', secondsLeft },
          metric: metricText(last),
        }),
      warn: (message) => observer.warn(message),
    };
    const reference = (): Promise<ReferencePolicy> => open(backend.reference(from, beginning));
    const trained = await train(options, reference).catch((error: unknown) => {
      throw error instanceof DivergedError ? withNextStep(error, stage, checkpoint.isSaved) : error;
    });
    await backend.keep(trained, to);
    cost.lap(trained.steps);
    observer.ended(stage, metricText(last));
  } finally {
    for (const one of opened) await one.close();
  }
  await checkpoint.finish();
}

function beginningOf(stage: string, { lora, seed }: Recipe): Beginning {
  if (lora === undefined || stage === 'pretrain') return { seed, rank: 0 };
  const { rank, ...rest } = lora;
  return { seed, rank, lora: rest };
}

/** The training loop knows of no recipe. */
function withNextStep(cause: DivergedError, stage: string, isKept: boolean): DivergedError {
  const kept = isKept ? 'The last good checkpoint is kept.' : 'There was no checkpoint of this stage yet.';
  return new DivergedError(cause.message, {
    cause,
    hint:
      `${kept} Lower ${stage}.optimizer.peak or gradClipNorm in the recipe and run it again with ` +
      `--restart-changed: ${stage} starts anew, finished stages stay.`,
  });
}

function optimizerOf(choice: OptimizerChoice): StageOptions['optimizer'] {
  const { schedule: kind, peak, warmupSteps, finalShare, ...adam } = choice;
  return { ...adam, schedule: { kind, peak, warmupSteps, finalShare } };
}

/** A checkpoint that cannot be read is said with what to do about it. */
async function resumed<T>(opening: Promise<T>, stage: string, { run }: RunContext): Promise<T> {
  try {
    return await opening;
  } catch (cause) {
    if (!FinR1Error.isInstance(cause)) throw cause;
    throw new InputError(`${stage}: the checkpoint to resume from cannot be read: ${cause.message}`, {
      code: 'checkpoint',
      cause,
      hint: `Delete the lines of ${stage} in ${run.path('checkpoints.jsonl')} to repeat that stage from its start.`,
    });
  }
}

const watched: readonly (readonly [string, string, (value: number) => string])[] = [
  ['rewardMean', 'reward', (value) => value.toFixed(2)],
  ['accuracy', 'correct', (value) => `${(100 * value).toFixed(0)} %`],
  ['formatRate', 'format', (value) => `${(100 * value).toFixed(0)} %`],
  ['loss', 'loss', (value) => value.toFixed(3)],
];

/** `loss 1.234`, `reward 1.62, correct 70 %, format 92 %`. */
function metricText(row: MetricRow | undefined): string {
  const shown = watched.flatMap(([key, name, text]) => {
    const value = row?.[key];
    const isPolicyLoss = key === 'loss' && row?.rewardMean !== undefined;
    return typeof value === 'number' && !isPolicyLoss ? [`${name} ${text(value)}`] : [];
  });
  return shown.join(', ');
}
