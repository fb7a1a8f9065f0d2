/**
 * How far a sampler's log probabilities are from those of the training pass, in nats a token, and what that tells. Silent
 * differences there are the commonest reason why reinforcement learning quietly learns nothing.
 */

import type { SamplingClient } from '../tinker/types.ts';
import { finitePart, probeDatum } from './policy-datum.ts';
import type { SampledTokens } from './policy-datum.ts';
import { referenceFromSampler } from './reference-policy.ts';
import type { RolloutSampling } from './rollout.ts';

export interface Gap {
  mean: number;
  max: number;
}

/** |a − b| over the tokens that `counts` (none: all); null of no tokens. NaN on either side gives NaN. */
export function logprobGap(
  pairs: readonly { a: ArrayLike<number>; b: ArrayLike<number>; counts?: (token: number) => boolean }[],
): Gap | null {
  let total = 0;
  let count = 0;
  let max = 0;
  for (const { a, b, counts } of pairs) {
    for (let t = 0; t < a.length; t++) {
      if (counts?.(t) === false) continue;
      const gap = Math.abs((a[t] ?? NaN) - (b[t] ?? NaN));
      total += gap;
      count += 1;
      max = Math.max(max, gap);
    }
  }
  return count === 0 ? null : { mean: total / count, max };
}

/** Both together: the most by which the ends of two gaps that meet can differ. */
export function joinedGap(a: Gap | null, b: Gap | null): Gap | null {
  return a && b ? { mean: a.mean + b.mean, max: a.max + b.max } : (a ?? b);
}

const PROBED_GROUPS = 4;

/** The first sequence of each of the first groups: enough to see a difference that concerns all, at the price of few requests. */
export function probesOf<T extends { group: number }>(sequences: readonly T[]): T[] {
  const firsts = new Map<number, T>();
  for (const sequence of sequences) {
    if (!firsts.has(sequence.group)) firsts.set(sequence.group, sequence);
  }
  return [...firsts.values()].slice(0, PROBED_GROUPS);
}

/** What the sampler's `computeLogprobs` gives for the completions' tokens. */
export async function scoredBy(
  sampler: Pick<SamplingClient, 'computeLogprobs'>,
  sequences: readonly SampledTokens[],
): Promise<Float32Array[]> {
  const all = await referenceFromSampler(sampler).logprobs(sequences.map(probeDatum));
  return sequences.map((sequence, i) => finitePart(all[i], sequence, 'the sampler’s computeLogprobs'));
}

/** How far what the sampler said while it sampled is from what it computes for the same tokens afterwards. */
export async function samplerGap(
  sampler: Pick<SamplingClient, 'computeLogprobs'>,
  sequences: readonly (SampledTokens & { group: number; logprobs: Float32Array })[],
): Promise<Gap | null> {
  const probes = probesOf(sequences);
  const scored = await scoredBy(sampler, probes);
  return logprobGap(probes.map(({ logprobs }, i) => ({ a: logprobs, b: scored[i] as Float32Array })));
}

/** Why `gap` is what it is, from the part of it that is between the sampler and itself. */
export function gapReason(
  gap: Gap,
  own: Gap | null,
  { temperature = 1, topK = -1, topP = 1 }: RolloutSampling,
): string {
  const told = (value: Gap | null): string => `${(value?.mean ?? 0).toPrecision(3)} nats`;
  if (own === null || own.mean < gap.mean / 2) {
    return (
      `the sampler agrees with its own computeLogprobs (${told(own)}), so trainer and sampler compute different models: ` +
      'compare their precision, and look whether the snapshot holds the newest weights'
    );
  }
  const said = `the sampler is ${told(own)} from its own computeLogprobs`;
  if (temperature !== 1) {
    return (
      `${said}: this back end gives log probabilities of its sampling temperature, ${temperature}, not of temperature 1; ` +
      'set sampling.temperature to 1'
    );
  }
  if (topK !== -1 || topP !== 1) {
    return `${said}: this back end gives log probabilities of the tokens left by topK or topP only; leave both out`;
  }
  return `${said}: the server decodes another model than it scores with; look at its precision and its caches`;
}
