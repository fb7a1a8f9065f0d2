/** `results.json` of a run: scores of every stage and the tests between them. */

import { modelStages, resultsSchema, type PairedTest, type Results } from '../core/results.ts';
import { compareStages, type AnswersByStage } from './compare.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import { summarise } from './summarise.ts';

/** Scores and tests from all answers of a run; stages without answers are left out. */
export function resultsOf(
  answers: readonly EvaluatedAnswer[],
  facts: Pick<Results, 'seconds' | 'model' | 'seed'>,
): Results {
  const byStage: AnswersByStage = {};
  for (const stage of modelStages) {
    const own = answers.filter((answer) => answer.stage === stage);
    if (own.length > 0) byStage[stage] = own;
  }
  const benchmarks = [...new Set(answers.map(({ benchmark }) => benchmark))];
  const testsOf = (benchmark: string): PairedTest[] =>
    compareStages(
      Object.fromEntries(
        Object.entries(byStage).map(([stage, own]) => [
          stage,
          own.filter((answer) => answer.benchmark === benchmark),
        ]),
      ),
      facts.seed,
    );
  const stages = Object.entries(byStage).map(([stage, own]) => [stage, summarise(own, facts.seed)]);
  return resultsSchema.parse({
    stages: Object.fromEntries(stages),
    tests: compareStages(byStage, facts.seed),
    ...(benchmarks.length > 1 && {
      benchmarkTests: Object.fromEntries(benchmarks.map((name) => [name, testsOf(name)])),
    }),
    ...facts,
  });
}
