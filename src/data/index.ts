/** Data construction: sources, teachers, checks, routing and the data set's files (`fin-r1/data`). */

export { checkAnswer } from './answer-check.ts';
export { buildDataset, type BuildOptions, type BuildProgress, type BuiltDataset } from './build.ts';
export { datasetFault } from './dataset-fault.ts';
export { funnelNotes } from './funnel-notes.ts';
export { type Funnel, type FunnelCounts, type SourceFunnel } from './funnel.ts';
export { bytesText } from './hub/bytes-text.ts';
export { endpointsFrom, hubTokenFrom, type Endpoints } from './hub/endpoints.ts';
export { pullSource, type PulledSource } from './hub/pull-source.ts';
export type { PullEvent, PullOptions } from './hub/puller.ts';
export { pushDataset, type PushedDataset, type PushOptions } from './hub/push-dataset.ts';
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
export { needsAcceptance, requireAccepted } from './sources/licence-gate.ts';
export { readJsonlQuestions } from './sources/jsonl-questions.ts';
export type { ReadOptions, Source } from './sources/source.ts';
export type { Teacher } from './teacher.ts';
export { findTeacher, firstOf, offlineTeachers } from './teachers/index.ts';
export * from './finsim/index.ts';
