/** Compliance checking: texts held against rulebooks, in batches, with an officer's queue and an audit log. */

export * from './batch/batch-folder.ts';
export * from './batch/batch-summary.ts';
export * from './batch/checks-folder.ts';
export * from './batch/run-batch.ts';
export { keyOf, resultRows } from './batch/results-file.ts';
export type { ResultRow } from './batch/results-file.ts';
export * from './batch/verdict-record.ts';
export * from './check/verdict.ts';
export * from './queue/decided-rows.ts';
export { acts, overruledTo } from './queue/officer-record.ts';
export { Queue, queuePlace } from './queue/queue.ts';
export type { Act, QueueFilter, QueuePlace } from './queue/queue.ts';
export { states } from './queue/shapes.ts';
export type { ItemState, OfficerAct, QueueItem, QueuePage, StateCounts } from './queue/shapes.ts';
export * from './rules/rule.ts';
