/** Data construction: sources, teachers, checks, routing and the data set's files (`fin-r1/data`). */

export { checkAnswer } from './answer-check.ts';
export {
  buildDataset,
  type BuildOptions,
  type BuildProgress,
  type BuiltDataset,
} from './build/build-dataset.ts';
export type { Shard } from './build/schedule.ts';
export { solveRateOf, type SolveRate } from './build/solve-rate.ts';
export { ruleChecks, workOut, type Checks, type Tools } from './build/work-out.ts';
export { datasetFault } from './dataset-fault.ts';
export { funnelNotes } from './build/funnel-notes.ts';
export {
  answerStanding,
  calibrate,
  calibrationPath,
  calibrationSentence,
  calibrationTable,
  readCalibration,
  readCalibrationSet,
  reasoningStanding,
  saveCalibration,
  type Calibration,
  type CalibrationSet,
} from './calibration/index.ts';
export { describeRows, type Description } from './build/describe-rows.ts';
export { readFunnel, type FunnelFile } from './build/funnel-file.ts';
export { markdownTable } from './build/markdown-table.ts';
export { mergeDatasets } from './build/merge-datasets.ts';
export {
  Decontaminator,
  hitSchema,
  leftOutKind,
  leftOutReason,
  NearDuplicates,
  repeatedQuestion,
  type Hit,
} from './decontaminate/index.ts';
export { openDuckDB, quoted } from './build/duckdb-session.ts';
export { type Funnel, type FunnelCounts, type SourceFunnel } from './build/funnel.ts';
export { bytesText } from '../hub/bytes-text.ts';
export { endpointsFrom, hubTokenFrom, type Endpoints } from '../hub/endpoints.ts';
export { pullSource, type PulledSource } from './hub/pull-source.ts';
export type { PullEvent, PullOptions } from './hub/puller.ts';
export { pushDataset, type PushedDataset, type PushOptions } from './hub/push-dataset.ts';
export { exportDataset, type ExportOptions } from './export/export-dataset.ts';
export type { ExportFormat } from './export/export-formats.ts';
export { usageText } from './export/usage-text.ts';
export { QuestionIndex } from './export/question-index.ts';
export { readRewardLabel, rewardLabel, type RewardLabel } from './export/reward-label.ts';
export { Intake, type Excluded, type Quarantined, type Refusal } from './intake.ts';
export { parseProgram } from './program-parse.ts';
export {
  executeProgram,
  executeSteps,
  ProgramError,
  type ProgramStep,
  type ProgramValue,
} from './program.ts';
export { promptOrigin } from './load-prompt.ts';
export { promptVersion, renderMessages } from './prompt.ts';
export { renderQuestion } from './render-question.ts';
export { readRlQuestions, readSftSamples, type SftSample } from './read-dataset.ts';
export { checkReasoning, type Criterion, type ReasoningCheck } from './reasoning-check.ts';
export { criterionNames, type CriterionName } from './reasoning-criteria.ts';
export { route, type Route } from './route.ts';
export { findSource, sources } from './sources/index.ts';
export { readJsonlQuestions } from './sources/jsonl-questions.ts';
export {
  homePage,
  modules,
  type Home,
  type Module,
  type ReadOptions,
  type Source,
} from './sources/source.ts';
export { needsAcceptance, requireAccepted, requireKnownLicences } from './sources/licence-gate.ts';
export { columnMapSchema, type ColumnMap } from './sources/own-columns.ts';
export { ownQuestions, type OwnQuestionsOptions } from './sources/own-questions.ts';
export { presentSplits } from './sources/present-splits.ts';
export type { Teacher } from './teacher.ts';
export { findTeacher, firstOf, offlineTeachers } from './teachers/index.ts';
export * from './finsim/index.ts';
export { answerChecker, type AnswerChecker } from './check-answer.ts';
export { reasoningChecker, type ReasoningChecker } from './check-trace.ts';
export type { AnswerJudge } from './judge.ts';
export { answerJudge } from './judges/answer-judge.ts';
export { reasoningJudge } from './judges/reasoning-judge.ts';
export { distilRequest, modelTeacher, type ModelTeacherOptions } from './teachers/model-teacher.ts';
