/** The finance scorer and the reasoning checker (`fin-r1/verify`). */

export { boxedContents } from './boxed.ts';
export { checkFormat } from './format.ts';
export type { FormatCheck, FormatOptions } from './format.ts';
export { scoreAnswer, scoreGeneration, withoutAnswer } from './score.ts';
export type { ScoredGeneration } from './score.ts';
export { readNumbers, unitFactor } from './number.ts';
export { normaliseText } from './score-text.ts';
export type { NumberUnit, ParsedNumber } from './number.ts';
export { extractNumber } from './extract-number.ts';
export type { ExtractedNumber, NumberRule } from './extract-number.ts';
export { goldConvention } from './gold-convention.ts';
export { findClaims } from './reasoning/claims/claims.ts';
export type { Claim } from './reasoning/claims/claim.ts';
export { groundTrace } from './reasoning/ground.ts';
export type {
  AnswerCheck,
  GroundedNumber,
  GroundedTrace,
  NumberStatus,
  Origin,
  TraceCounts,
  TraceError,
  TraceErrorKind,
} from './reasoning/ground.ts';
export { labelledTraceSchema, scoreLabels } from './reasoning/score-labels.ts';
export type { KindScore, LabelledTrace, LabelScore } from './reasoning/score-labels.ts';
export type { SourceOrigin } from './reasoning/sources.ts';
