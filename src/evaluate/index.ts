/** Evaluation: benchmarks, scored answers, intervals and tests, and the report of a run (`fin-r1/evaluate`). */

export {
  baselines,
  findBaseline,
  MAJORITY,
  majorityAnswerer,
  modelAnswerer,
  teacherAnswerer,
} from './answerer.ts';
export type { Answerer } from './answerer.ts';
export { benchmarks, findBenchmark, findBenchmarkOf } from './benchmarks/index.ts';
export type { Benchmark, PublishedScore } from './benchmarks/benchmark.ts';
export { evaluationPrompt } from './benchmarks/evaluation-prompt.ts';
export { idsHash } from './benchmarks/ids-hash.ts';
export { changeOf, compareAnswers, comparedPairs, compareStages, pairAnswers, testPairs } from './compare.ts';
export type { AnswerPair, AnswersByStage, PairTest } from './compare.ts';
export { compareRuns } from './compare-runs.ts';
export type { ComparedRuns, ComparedSide } from './compare-runs.ts';
export { compareSets } from './compare-sets.ts';
export type { ComparedSets, Comparison } from './compare-sets.ts';
export { sizeText } from './size-text.ts';
export { accuracyOf, isMeasured } from './counted.ts';
export { evaluateModel } from './evaluate-model.ts';
export type { EvaluationOptions } from './evaluate-model.ts';
export { evaluateStage } from './evaluate-stage.ts';
export { countText, durationText, percent, pointsText, pValueText } from './format-numbers.ts';
export { answerFacts } from './report/explorer/answer-facts.ts';
export { writeReport } from './report/write-report.ts';
export { chooseAnswer } from './metrics/choose-answer.ts';
export type { Choice } from './metrics/choose-answer.ts';
export { findProtocol, protocols } from './protocols/index.ts';
export { own } from './protocols/own.ts';
export type { Protocol } from './protocols/protocol.ts';
export { resultsOf } from './results-of.ts';
export { judgeAgreement } from './scoring/judge-agreement.ts';
export type { JudgeAgreement } from './scoring/judge-agreement.ts';
export { isUnasked, scoreRow } from './scoring/score-row.ts';
export type { Scoring } from './scoring/score-row.ts';
export { textTable } from './text-table.ts';
export { leftOutCount, omissionNotes, omissionWarnings, unaskedCount, whyNoAccuracy } from './omissions.ts';
export {
  evaluatedAnswerSchema,
  promptText,
  readSamples,
  rolloutSample,
  rolloutSchema,
  sampleRowSchema,
} from './sample-rows.ts';
export type { AnswerSource, EvaluatedAnswer, Rollout } from './sample-rows.ts';
export { presentBenchmarks, presentStages, stageTable } from './stage-table.ts';
export { clusteredInterval } from './statistics/bootstrap.ts';
export { macroF1, majorityClass } from './statistics/macro-f1.ts';
export { mcnemar } from './statistics/mcnemar.ts';
export { pairedDifference } from './statistics/paired-difference.ts';
export { wilson } from '../core/statistics/wilson.ts';
export { summarise, TOTAL } from './summarise.ts';
