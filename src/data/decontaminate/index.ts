/** Decontamination of training questions against evaluated ones, and duplicates among training questions. */

export { Decontaminator, type DecontaminatorOptions } from './decontaminator.ts';
export { hitKinds, hitSchema, type Hit, type HitKind } from './hit.ts';
export { leftOutKind, leftOutReason, repeatedQuestion } from './left-out-reasons.ts';
export { NearDuplicates, type Duplicate } from './near-duplicates.ts';
