/** How long a stage's work takes on a machine, and what it costs at the hosted service. */

import { h100, hosted, scoredFlops, trainedFlops, twoCores } from './assumptions.ts';
import type { StageWork } from './stage-work.ts';

export interface Machine {
  name: string;
  /** Floating point operations a second while it trains, reads or scores. */
  flops: number;
  /** Tokens a second while it samples many answers at once. */
  sampled: number;
  /** Seconds a token of one answer among them. */
  tokenSeconds: number;
  /** Seconds a step that samples and trains takes besides. */
  stepSeconds: number;
  /** US dollars an hour; null: one's own. */
  dollars: number | null;
}

export interface Trained {
  parameters: number;
  isAdapter: boolean;
}

export function h100s(count: number, { parameters }: Trained): Machine {
  const faster = Math.min(h100.sampledMost, h100.sampledParameters / parameters);
  return {
    name: `${count} × H100`,
    flops: count * h100.flops * h100.utilisation,
    sampled: count * h100.sampled * faster,
    tokenSeconds: h100.tokenSeconds / faster,
    stepSeconds: h100.stepSeconds,
    dollars: count * h100.dollars,
  };
}

export function laptop({ parameters }: Trained): Machine {
  const sampled = twoCores.sampledFlops / (2 * parameters);
  return {
    ...{ name: 'two cores, local', flops: twoCores.trainedFlops, sampled, dollars: null },
    ...{ tokenSeconds: 0, stepSeconds: 0 },
  };
}

/**
 * Sampling and training one after the other, as by default. Each step samples in bulk until its answers have their usual length; the
 * longest one then goes on alone.
 */
export function secondsOf(work: StageWork, machine: Machine, { parameters, isAdapter }: Trained): number {
  const { steps, prefilled, sampled, trained, scored, answers, longest } = work;
  const { flops, tokenSeconds, stepSeconds } = machine;
  const perToken = isAdapter ? trainedFlops.adapter : trainedFlops.weights;
  const passes = perToken * trained + scoredFlops * (prefilled + scored);
  const bulk = sampled / machine.sampled;
  const tail = answers > 0 ? steps * (longest - sampled / answers) * tokenSeconds : 0;
  const isPolicy = answers > 0 && trained > 0;
  return (parameters * passes) / flops + bulk + tail + (isPolicy ? steps * stepSeconds : 0);
}

/** Scoring is billed as prefill here, which the service does not say. */
export function hostedDollars({ prefilled, sampled, trained, scored }: StageWork): number {
  return (hosted.prefill * (prefilled + scored) + hosted.sample * sampled + hosted.train * trained) / 1e6;
}
