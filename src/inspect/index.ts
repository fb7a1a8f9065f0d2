/** Runs, data sets and evaluations as they are looked at (`fin-r1/inspect`). */

export { Inspector } from './inspector.ts';
export { NOT_FOUND } from './not-found.ts';
export type * from './shapes.ts';
export { rowSets } from './shapes.ts';
export type { PageRange } from './window.ts';
