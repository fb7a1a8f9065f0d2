/** Recipes: reading them, and running their stages in a run folder. */

export { findRecipe } from './find-recipe.ts';
export { nearest } from './nearest.ts';
export { readRecipe } from './read-recipe.ts';
export { runRecipe } from './run-recipe.ts';
export type { FinishedRun, RunOptions } from './run-recipe.ts';
export type { RunObserver, StageProgress } from './run-observer.ts';
export type { Recipe } from './schema.ts';
