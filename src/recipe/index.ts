/** Recipes: reading them, running their stages in a run folder, and trying what they made. */

export { benchmarkList } from './evaluation/benchmark-list.ts';
export { comparisonTable, flipTexts } from './evaluation/comparison-table.ts';
export { evaluateRun } from './evaluation/evaluate-run.ts';
export type { EvaluationProgress } from './evaluation/evaluate-run.ts';
export { evaluationView } from './evaluation/evaluation-view.ts';
export { rescoreRun } from './evaluation/rescore-run.ts';
export { estimateData } from './estimate-data.ts';
export { estimateTable } from './estimate-table.ts';
export { findRecipe } from './find-recipe.ts';
export { funnelTable } from './funnel-table.ts';
export { heldOutQuestion } from './held-out-question.ts';
export { mergeShards } from './merge-shards.ts';
export { nearest } from '../core/nearest.ts';
export { openModel } from './open-model.ts';
export { readRecipe } from './read-recipe.ts';
export { requireLicences } from './require-licences.ts';
export { runRecipe } from './run-recipe.ts';
export type { FinishedRun, RunOptions } from './run-recipe.ts';
export type { DataOptions } from './run-context.ts';
export type { RequestState, RunObserver, StageProgress } from './run-observer.ts';
export type { Recipe } from './schema.ts';
export { classLines } from './class-lines.ts';
export { exportFormats, exportTypes } from './export/export-choice.ts';
export type { ExportFormat, ExportType } from './export/export-choice.ts';
export { exportModel } from './export/export-model.ts';
export type { ExportOptions } from './export/export-model.ts';
export type { ExportRecord } from './export/export-record.ts';
