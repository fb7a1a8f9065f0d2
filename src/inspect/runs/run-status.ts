/** Whether a run has come to its end, from what it has left. */

import { z } from 'zod';
import type { Results } from '../../core/results.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { isEvaluation, plannedModels, type RunPlan } from './run-plan.ts';

/** `planned.json` of an evaluation: questions by benchmark. */
export const plannedSchema = z.record(z.string(), z.number());
type Planned = z.infer<typeof plannedSchema>;

/** `planned` is null where an evaluation of an early version has no such file. */
export function isFinished(
  place: RunPlace,
  plan: RunPlan,
  { results, planned }: { results: Results | null; planned: Planned | null },
): boolean {
  if (isEvaluation(plan)) return results !== null && isAnswered(results, planned, plan.samples);
  const stages = plannedModels(plan);
  // The data set alone was built: here, or out of shards, which has no costs of its own.
  if (!place.has('models'))
    return place.has('data') && (place.has('report.html') || !place.has('cost.jsonl'));
  const areMade = stages.every((stage) => place.has('models', stage));
  const areScored =
    plan.evaluate === undefined || stages.every((stage) => results?.stages[stage] !== undefined);
  return areMade && areScored && place.has('report.html');
}

/** Each benchmark has as many verdicts as answers were to be given. */
function isAnswered({ stages }: Results, planned: Planned | null, samples: unknown): boolean {
  const [scores] = Object.values(stages);
  const answers = typeof samples === 'number' ? samples : 1;
  return Object.entries(planned ?? {}).every(([benchmark, questions]) => {
    const { verdicts } = scores?.[benchmark] ?? {};
    if (verdicts === undefined) return scores?.[benchmark] !== undefined;
    const { unasked = 0, ...given } = verdicts;
    const asked = Object.values(given).reduce((sum, count) => sum + count, 0);
    return unasked * answers + asked >= questions * answers;
  });
}
