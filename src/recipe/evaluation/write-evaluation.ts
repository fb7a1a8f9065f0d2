/** `results.json` and `report.html` of an evaluation, made from its rows. */

import type { Results, Score } from '../../core/results.ts';
import { resultsSchema } from '../../core/results.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import {
  findBenchmarkOf,
  readSamples,
  summarise,
  writeReport,
  type EvaluatedAnswer,
} from '../../evaluate/index.ts';
import { stageSeconds } from '../stage-cost.ts';
import { evaluationSettingsSchema } from './settings.ts';

export interface WrittenEvaluation {
  directory: string;
  model: string;
  /** By benchmark, `total` last. */
  scores: Record<string, Score>;
  answers: readonly EvaluatedAnswer[];
  reportPath: string;
}

/** Scores what is in `samples.jsonl`. */
export async function writeEvaluation(run: RunFolder, judge: string | null): Promise<WrittenEvaluation> {
  const { model, seed } = run.readJson('recipe.json', evaluationSettingsSchema);
  const { answers } = readSamples(run);
  const scores = scoresOf(answers, seed);
  const results: Results = resultsSchema.parse({
    stages: { [model]: scores },
    tests: [],
    seconds: stageSeconds(run),
    model: { name: model },
    seed,
    judge,
  });
  run.writeAtomic('results.json', `${JSON.stringify(results, null, 2)}\n`);
  const reportPath = await writeReport(run);
  return { directory: run.directory, model, scores, answers, reportPath };
}

/** With what others have published of each benchmark. */
export function scoresOf(answers: readonly EvaluatedAnswer[], seed: number): Record<string, Score> {
  const scores = summarise(answers, seed, (id) => findBenchmarkOf(id)?.group);
  for (const [id, score] of Object.entries(scores)) {
    const stated = findBenchmarkOf(id);
    if (stated === null || stated.id !== id) continue;
    Object.assign(score, { headline: stated.headline, published: stated.published });
  }
  return scores;
}
