/** Data construction: sources, teachers, checks, routing and the data set's files (`fin-r1/data`). */

export { checkAnswer } from './answer-check.ts';
export { buildDataset, type BuildOptions, type BuildProgress, type BuiltDataset } from './build.ts';
export { datasetFault } from './dataset-fault.ts';
export { funnelNotes } from './funnel-notes.ts';
export { type Funnel, type FunnelCounts, type SourceFunnel } from './funnel.ts';
export { Intake, type Excluded, type Quarantined, type Refusal } from './intake.ts';
export { parseProgram } from './program-parse.ts';
export {
  executeProgram,
  executeSteps,
  ProgramError,
  type ProgramStep,
  type ProgramValue,
} from './program.ts';
export { promptVersion, renderMessages } from './prompt.ts';
export { readRlQuestions, readSftSamples, type SftSample } from './read-dataset.ts';
export { checkReasoning, type Criterion, type ReasoningCheck } from './reasoning-check.ts';
export { criterionNames, type CriterionName } from './reasoning-criteria.ts';
export { route, type Route } from './route.ts';
export { findSource, sources } from './sources/index.ts';
export { readJsonlQuestions } from './sources/jsonl-questions.ts';
export { needsAcceptance, requireAccepted } from './sources/licence-gate.ts';
export { columnMapSchema, type ColumnMap } from './sources/own-columns.ts';
export { ownQuestions, type OwnQuestionsOptions } from './sources/own-questions.ts';
export { presentSplits } from './sources/present-splits.ts';
export type { Home, ReadOptions, Source } from './sources/source.ts';
export type { Teacher } from './teacher.ts';
export { findTeacher, firstOf, offlineTeachers } from './teachers/index.ts';
export * from './finsim/index.ts';
