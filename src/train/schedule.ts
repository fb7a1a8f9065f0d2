/**
 * Learning-rate schedules: constant, linear and cosine, each with linear warm-up.
 *
 * The paper names no schedule (fact sheet §5); these are the ones its donors use (DianJin: linear, Open-R1: cosine).
 * The rate at step i of n (from 0) is that of Hugging Face's schedulers, but warm-up starts at peak / warmupSteps, not at 0.
 */

import type { AdamParams } from '../tinker/types.ts';

export interface Schedule {
  kind: 'constant' | 'linear' | 'cosine';
  /** Rate after warm-up. */
  peak: number;
  /** Steps of linear warm-up; 0 = none. */
  warmupSteps: number;
  /** The rate approached at the end, as a share of the peak; 0 when absent. Unused by `constant`. */
  finalShare?: number;
}

/** AdamW's settings for a stage: what the engine takes, with a schedule in place of the rate. */
export type OptimizerOptions = Omit<AdamParams, 'learningRate'> & { schedule: Schedule };

/** The learning rate of step `step` (from 0) of `steps`. */
export function learningRateAt(schedule: Schedule, step: number, steps: number): number {
  const { kind, peak, warmupSteps, finalShare = 0 } = schedule;
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  if (kind === 'constant') return peak;
  const done = Math.min(1, (step - warmupSteps) / Math.max(1, steps - warmupSteps));
  const decay = kind === 'linear' ? 1 - done : (1 + Math.cos(Math.PI * done)) / 2;
  return peak * (finalShare + (1 - finalShare) * decay);
}

/** The parameters of one `optimStep`. */
export function adamAt(options: OptimizerOptions, step: number, steps: number): AdamParams {
  const { schedule, ...rest } = options;
  return { ...rest, learningRate: learningRateAt(schedule, step, steps) };
}
