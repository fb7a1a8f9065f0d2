/** A run in a line: how far it has come, what it has shown, what of it can be asked. */

import { z } from 'zod';
import { resultsSchema } from '../../core/results.ts';
import type { Results } from '../../core/results.ts';
import { runFactsSchema } from '../../core/run-folder.ts';
import { TOTAL } from '../../evaluate/index.ts';
import { runModels } from '../../models/index.ts';
import type { Read, RunPlace } from '../folder/run-place.ts';
import type { RunSummary } from '../shapes.ts';
import { lastMetric } from './last-metric.ts';
import type { RunFiles } from './run-files.ts';
import { isEvaluation, planSchema, stepsOf } from './run-plan.ts';
import { isFinished, plannedSchema } from './run-status.ts';

/** Rows of the SFT set, as the build counted them. */
const sftRowsSchema = z.looseObject({ total: z.looseObject({ sftSamples: z.number() }) });

export async function runSummary(place: RunPlace, { changed, isRunning }: RunFiles): Promise<RunSummary> {
  const faults: string[] = [];
  const valueOf = <T>(read: Read<T>): T | null => {
    if (read.state === 'broken') faults.push(read.fault);
    return read.state === 'read' ? read.value : null;
  };
  const recipe = await place.json(planSchema, 'recipe.json');
  if (recipe.state === 'missing') faults.push('recipe.json is missing');
  const plan = valueOf(recipe);
  const facts = await place.json(runFactsSchema, 'run.json');
  if (facts.state === 'missing') faults.push('run.json is missing');
  const begun = valueOf(facts)?.starts[0]?.time ?? null;
  const results = valueOf(await place.json(resultsSchema, 'results.json'));
  const planned = valueOf(await place.json(plannedSchema, 'planned.json'));
  const sftRows = valueOf(await place.json(sftRowsSchema, 'data', 'funnel.json'))?.total.sftSamples ?? null;
  const [metrics, models] = [place.find('metrics.jsonl'), place.find('models')];
  const last = metrics === null ? null : await lastMetric(metrics);
  const stage =
    last === null
      ? null
      : { name: last.stage, step: last.step, steps: plan && stepsOf(plan, last.stage, sftRows) };
  const isDone = plan !== null && isFinished(place, plan, { results, planned });
  return {
    name: place.name,
    kind: (plan === null ? place.has('planned.json') : isEvaluation(plan)) ? 'evaluation' : 'recipe',
    status: isRunning ? 'running' : isDone ? 'finished' : 'interrupted',
    begun,
    changed: new Date(changed).toISOString(),
    stage,
    scores: results === null ? [] : scoresOf(results),
    models: models === null ? [] : runModels(place.name, models),
    hasData: place.has('data', 'funnel.json') || place.has('data', 'sft.parquet'),
    fault: faults.length === 0 ? null : faults.join('; '),
  };
}

function scoresOf({ stages }: Results): RunSummary['scores'] {
  return Object.entries(stages).flatMap(([stage, scores]) => {
    const total = scores[TOTAL];
    if (total === undefined) return [];
    const { accuracy, low, high, n } = total;
    return [{ stage, accuracy, low, high, n }];
  });
}
