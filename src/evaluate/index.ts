/** Evaluation: benchmarks, scored answers, intervals and tests, and the report of a run (`fin-r1/evaluate`). */

export { benchmarksOf } from './benchmark.ts';
export type { Benchmark } from './benchmark.ts';
export { compareAnswers, comparedPairs, compareStages } from './compare.ts';
export type { AnswersByStage } from './compare.ts';
export { accuracyOf } from './counted.ts';
export { evaluateModel } from './evaluate-model.ts';
export type { EvaluationOptions } from './evaluate-model.ts';
export { evaluateStage } from './evaluate-stage.ts';
export { countText, durationText, percent, pointsText, pValueText } from './format-numbers.ts';
export { writeReport } from './report/write-report.ts';
export { resultsOf } from './results-of.ts';
export { leftOutCount, omissionNotes, omissionWarnings, unaskedCount, whyNoAccuracy } from './omissions.ts';
export { promptText, readSamples, rolloutSample } from './sample-rows.ts';
export type { AnswerSource, EvaluatedAnswer, Rollout } from './sample-rows.ts';
export { stageTable } from './stage-table.ts';
export { clusteredInterval } from './statistics/bootstrap.ts';
export { macroF1, majorityClass } from './statistics/macro-f1.ts';
export { mcnemar } from './statistics/mcnemar.ts';
export { pairedDifference } from './statistics/paired-difference.ts';
export { wilson } from '../core/statistics/wilson.ts';
export { summarise, TOTAL } from './summarise.ts';
