/** An append-only, hash-chained log of what was decided, by whom and on what: written durably, verified, exported, signed on request. */

export * from './audit-log.ts';
export * from './checkpoint.ts';
export { checkpointApart } from './checkpoint-apart.ts';
export * from './export-log.ts';
export * from './log-follower.ts';
export { auditRecords, logLines } from './log-lines.ts';
export * from './record.ts';
export * from './signing.ts';
export * from './verify-export.ts';
export * from './verify-log.ts';
