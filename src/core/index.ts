/** The words every room shares: questions, traces, outcomes, errors, seeds, and the folder of a run. */

export * from './environment.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './jsonl.ts';
export * from './outcome.ts';
export * from './question.ts';
export * from './random.ts';
export * from './results.ts';
export * from './run-folder.ts';
export * from './trace.ts';
export * from './write-atomic.ts';
