/** Recipes: reading them, running their stages in a run folder, and trying what they made. */

export { evaluateOnce } from './evaluate-once.ts';
export type { EvaluatedOnce } from './evaluate-once.ts';
export { findRecipe } from './find-recipe.ts';
export { funnelTable } from './funnel-table.ts';
export { heldOutQuestion } from './held-out-question.ts';
export { nearest } from '../core/nearest.ts';
export { openModel } from './open-model.ts';
export { readRecipe } from './read-recipe.ts';
export { runRecipe } from './run-recipe.ts';
export type { FinishedRun, RunOptions } from './run-recipe.ts';
export type { RunObserver, StageProgress } from './run-observer.ts';
export type { Recipe } from './schema.ts';
export { classLines, scoreTable } from './score-table.ts';
