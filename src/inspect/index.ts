/** Runs, data sets and evaluations as they are looked at (`fin-r1/inspect`). */

export type * from './shapes.ts';
export { rowSets } from './shapes.ts';
