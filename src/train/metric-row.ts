/**
 * MetricRow: one line of `metrics.jsonl`. Values are JSON; null stands where there was nothing to measure (never NaN).
 */

import type { JsonValue } from './stage-checkpoint.ts';

/** `step` counts finished optimiser steps of the stage, from 1. */
export interface MetricRow {
  stage: string;
  step: number;
  readonly [name: string]: JsonValue;
}

/** The fields that depend on the clock; all others are equal in an interrupted and an uninterrupted run. */
export const timingFields = ['seconds', 'sampleSeconds', 'tokensPerSecond'] as const;

/** The mean, or null of nothing. */
export function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** part / whole, or null when there is no whole. */
export function shareOrNull(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
