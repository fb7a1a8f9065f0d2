/**
 * Runs a recipe: data → model → pretrain → (zero) → SFT → GRPO, each model evaluated as soon as it exists, then the report.
 * This is the paper's Figure 2 as one function, with a model made from nothing in front.
 *
 * The run folder decides what is left to do, so that the same call after a crash, a Ctrl-C or a kill goes on from there and
 * ends with the same numbers as an uninterrupted run, times apart.
 */

import { join } from 'node:path';
import { modelStages, resultsSchema } from '../core/results.ts';
import type { ModelStage, Results } from '../core/results.ts';
import { contentHash } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import { RunFolder } from '../core/run-folder.ts';
import { writeReport } from '../evaluate/index.ts';
import { openBackend } from './backend/open-backend.ts';
import { takeOverChanges } from './changed-recipe.ts';
import { hasModel } from './check-recipe.ts';
import { checkStart } from './check-start.ts';
import { dataStage } from './data-stage.ts';
import { evaluationStage } from './evaluation-stage.ts';
import { grpoStage } from './grpo-stage.ts';
import { requireLicences } from './require-licences.ts';
import { initialModel } from './initial-model.ts';
import { shardName } from './merge-shards.ts';
import { pretrainStage } from './pretrain-stage.ts';
import { evaluationQuestions } from './questions.ts';
import type { DataOptions, ModelContext, RunContext } from './run-context.ts';
import type { RunObserver } from './run-observer.ts';
import type { Recipe } from './schema.ts';
import { sftStage } from './sft-stage.ts';
import { writeResults } from './write-results.ts';

export interface RunOptions {
  /** The run folder is `<runsDir>/<recipe.name>`. */
  runsDir: string;
  /** Directory of the real data sets. */
  dataDir?: string;
  signal?: AbortSignal;
  observer: RunObserver;
  /** `data`: stop after the data set. Default `report`: everything. */
  until?: 'data' | 'report';
  data?: Partial<DataOptions>;
  /** Stages begun with other settings start anew; without it they are refused. */
  restartChanged?: boolean;
}

export interface FinishedRun {
  directory: string;
  reportPath: string;
  /** Null when the recipe has no model. */
  results: Results | null;
}

/**
 * Runs what is left of a recipe.
 * @throws InputError for a run folder of another recipe or other data, missing files, a broken checkpoint;
 * InterruptedError after `signal`; DivergedError when training cannot go on.
 */
export async function runRecipe(recipe: Recipe, options: RunOptions): Promise<FinishedRun> {
  const { runsDir, dataDir, observer, until = 'report', restartChanged = false } = options;
  const warn = (message: string): void => observer.warn(message);
  const signal = options.signal ?? new AbortController().signal;
  requireLicences(recipe, options.data?.acceptedLicences ?? []);
  const sources = recipe.evaluate?.sources ?? [];
  const evaluated =
    sources.length === 0 ? [] : await evaluationQuestions(sources, { seed: recipe.seed, dataDir }, warn);
  const shard = options.data?.shard;
  const name = shard === undefined ? recipe.name : shardName(recipe.name, shard);
  const runFolder = join(runsDir, name);
  if (until === 'report') await checkStart(recipe, { runFolder, runsDirectory: runsDir, signal });
  using run = RunFolder.create(runFolder, {
    recipe,
    dataHashes: evaluated.length === 0 ? {} : { evaluation: contentHash(evaluated, 64) },
    onOtherRecipe: (folder, differences) => takeOverChanges(folder, differences, { restartChanged, warn }),
  });
  const data: DataOptions = {
    ...{ acceptedLicences: [], batch: false, retrySetAside: false },
    cachePath: join(runsDir, 'requests.sqlite'),
    ...options.data,
  };
  const context: RunContext = { recipe, run, runsDir, dataDir, signal, observer, data };
  if (recipe.data !== undefined) await dataStage(context, evaluated);
  if (until === 'report' && hasModel(recipe)) {
    const backend = openBackend(recipe, { run, runsDir, signal, warn });
    try {
      await modelStagesOf({ ...context, backend }, evaluated);
    } finally {
      await backend.close();
    }
  }
  const reportPath = await writeReport(run);
  const results = run.has('results.json') ? run.readJson('results.json', resultsSchema) : null;
  return { directory: run.directory, reportPath, results };
}

async function modelStagesOf(context: ModelContext, evaluated: readonly Question[]): Promise<void> {
  const { recipe } = context;
  const making: Record<ModelStage, (() => Promise<void>) | undefined> = {
    base: recipe.pretrain && (() => pretrainStage(context)),
    zero: recipe.zero && (() => grpoStage(context, 'zero')),
    sft: recipe.sft && (() => sftStage(context)),
    grpo: recipe.grpo && (() => grpoStage(context, 'grpo')),
  };
  await initialModel(context);
  for (const stage of modelStages) {
    const make = making[stage];
    await make?.();
    const exists = stage === 'base' || make !== undefined;
    if (exists && evaluated.length > 0) await evaluationStage(context, stage, evaluated);
  }
  // Also without evaluation, and with the seconds of the last stage.
  await writeResults(context);
}
