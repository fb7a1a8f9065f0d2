/** What a run folder tells about one of its models; nothing that does not stand there. */

import { resultsSchema } from '../../../core/results.ts';
import type { Results } from '../../../core/results.ts';
import type { RunFacts as StartFacts, RunFolder } from '../../../core/run-folder.ts';
import { describeRows, needsAcceptance, readFunnel, sources } from '../../../data/index.ts';
import type { Description, FunnelFile } from '../../../data/index.ts';
import { readSamples } from '../../../evaluate/index.ts';
import type { EvaluatedAnswer } from '../../../evaluate/index.ts';
import { recipeOf } from '../../open-model.ts';
import type { Recipe } from '../../schema.ts';
import { stageSeconds } from '../../stage-cost.ts';

export interface TrainedStage {
  name: 'pretrain' | 'sft' | 'grpo' | 'zero';
  /** Optimiser steps that were taken, by `metrics.jsonl`. */
  steps: number;
  /** Of them those without an update: no group of GRPO had unequal rewards. */
  idle: number;
  seconds: number | null;
}

export interface RunFacts {
  name: string;
  stage: string;
  recipe: Recipe;
  starts: StartFacts['starts'];
  /** The stages that made this model, in their order. */
  made: TrainedStage[];
  /** Wall time of all stages of the run. */
  seconds: Record<string, number>;
  results: Results | null;
  funnel: FunnelFile | null;
  data: Description | null;
  /** The first evaluated answer of this model to a question that may be shown. */
  example: EvaluatedAnswer | null;
}

const before: Readonly<Record<string, readonly TrainedStage['name'][]>> = {
  base: ['pretrain'],
  zero: ['pretrain', 'zero'],
  sft: ['pretrain', 'sft'],
  grpo: ['pretrain', 'sft', 'grpo'],
};

export async function readRunFacts(run: RunFolder, stage: string): Promise<RunFacts> {
  const recipe = recipeOf(run.directory);
  const metrics = run.readJsonl('metrics.jsonl');
  const seconds = stageSeconds(run);
  const made = (before[stage] ?? []).flatMap((name) => {
    const rows = metrics.filter((row) => row.stage === name);
    const idle = rows.filter(({ updates }) => updates === 0).length;
    return rows.length === 0 ? [] : [{ name, steps: rows.length, idle, seconds: seconds[name] ?? null }];
  });
  const hasData = run.has('data', 'sft.parquet') && run.has('data', 'rl.parquet');
  return {
    ...{ name: run.name, stage, recipe, made, seconds },
    starts: run.facts.starts,
    results: run.has('results.json') ? run.readJson('results.json', resultsSchema) : null,
    funnel: run.has('data', 'funnel.json') ? await readFunnel(run.path('data', 'funnel.json')) : null,
    data: hasData
      ? await describeRows(run.path('data', 'sft.parquet'), run.path('data', 'rl.parquet'))
      : null,
    example: readSamples(run).answers.find((row) => row.stage === stage && mayBeShown(row.benchmark)) ?? null,
  };
}

/** Texts under a licence that limits use, or of one's own files, stay where they are. */
function mayBeShown(benchmark: string): boolean {
  if (benchmark.startsWith('finsim')) return true;
  const licence = sources.find(({ id }) => id === benchmark)?.licence;
  return licence !== undefined && !needsAcceptance(licence);
}
