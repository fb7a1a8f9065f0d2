/** The models that runs have evaluated, with their scores: rows or columns of one matrix. */

import { statSync } from 'node:fs';
import { resultsSchema } from '../../core/results.ts';
import type { Score } from '../../core/results.ts';
import { TOTAL } from '../../evaluate/index.ts';
import type { RunPlace } from '../folder/run-place.ts';
import type { EvaluatedModel, EvaluationMatrix, RunSummary } from '../shapes.ts';

export interface ScoredModel extends EvaluatedModel {
  scores: Readonly<Record<string, Score>>;
}

/** Of one run; none before it has results, or where they cannot be read, which its summary tells. */
export async function scoredModels(place: RunPlace, summary: RunSummary): Promise<ScoredModel[]> {
  const results = await place.json(resultsSchema, 'results.json');
  const path = place.find('results.json');
  const when = path === null ? undefined : statSync(path, { throwIfNoEntry: false })?.mtime;
  if (results.state !== 'read' || when === undefined) return [];
  return Object.entries(results.value.stages).map(([stage, scores]) => ({
    id: summary.kind === 'evaluation' ? place.name : `${place.name}@${stage}`,
    run: place.name,
    stage,
    title: titleOf(summary, stage),
    when: when.toISOString(),
    seed: results.value.seed,
    scores,
  }));
}

/** In an evaluation the stage is the model string. */
export function titleOf({ kind, name }: RunSummary, stage: string): string {
  return kind === 'evaluation' ? stage : `${name} · ${stage}`;
}

export function evaluationMatrix(models: readonly ScoredModel[]): EvaluationMatrix {
  const benchmarks = new Set(models.flatMap(({ scores }) => Object.keys(scores)));
  benchmarks.delete(TOTAL);
  return {
    models: models.map(({ scores: _, ...model }) => model),
    benchmarks: [...benchmarks],
    scores: Object.fromEntries(models.map(({ id, scores }) => [id, scores])),
  };
}
