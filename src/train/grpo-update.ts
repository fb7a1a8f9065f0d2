/** The optimiser steps that GRPO makes with one batch of rollouts, and how far the sampler was from the training pass. */

import { Random } from '../core/random.ts';
import type { SamplingClient, TrainingClient } from '../tinker/types.ts';
import { allInOrder } from './all-in-order.ts';
import type { GrpoOptions } from './grpo.ts';
import { joinedGap, logprobGap, probesOf, scoredBy } from './logprob-gap.ts';
import type { Gap } from './logprob-gap.ts';
import { finitePart, probeDatum } from './policy-datum.ts';
import { defaultClips } from './policy-loss.ts';
import { policyUpdate } from './policy-update.ts';
import type { PolicyUpdate, TrainedSequence } from './policy-update.ts';
import type { ReferencePolicy } from './reference-policy.ts';
import type { StepContext } from './stage.ts';

/** Sequences with the log probabilities of the reference policy, where there is one. */
export async function withReference(
  sequences: readonly TrainedSequence[],
  reference: ReferencePolicy | undefined,
): Promise<readonly TrainedSequence[]> {
  if (reference === undefined || sequences.length === 0) return sequences;
  const logprobs = await reference.logprobs(sequences.map(probeDatum));
  return sequences.map((sequence, i) => ({
    ...sequence,
    reference: finitePart(logprobs[i], sequence, 'the reference’s log probabilities'),
  }));
}

export interface BatchUpdate {
  /** None when no group had signal. */
  updates: readonly PolicyUpdate[];
  /** Between sampler and training pass, before the first update; null without one. */
  gap: Gap | null;
}

/** What tells a batch that older weights sampled from one of the present weights. */
export interface StaleBatch {
  /** A snapshot of the present weights. */
  newest: Pick<SamplingClient, 'computeLogprobs'>;
  /** Of the sampler of the batch, see `RolloutBatch`. */
  samplerGap: Gap | null;
}

/**
 * Minibatches are made of whole groups. On-policy (`stale` null) `gap` is |ℓ − q|. Off-policy that difference is the policy's own
 * way since; in its place stand how far the sampler was from its own `computeLogprobs`, and how far those of the newest snapshot
 * are from the training pass on the same weights, together.
 */
export async function updateOn(
  client: TrainingClient,
  sequences: readonly TrainedSequence[],
  options: GrpoOptions,
  { step, adam, watch }: StepContext,
  stale: StaleBatch | null,
): Promise<BatchUpdate> {
  const { loss, clip = defaultClips[loss], beta, unbiasedKl, signedWeights } = options;
  const { sampling, minibatches = 1, passes = 1 } = options;
  const settings = { loss, clip, beta, unbiasedKl, signedWeights, maxTokens: sampling.maxTokens };
  const requireFinite = (name: string, value: number): void => watch.requireFinite(step + 1, name, value);
  const groups = [...new Set(sequences.map(({ group }) => group))];
  const updates: PolicyUpdate[] = [];
  let gap: Gap | null = null;
  for (let pass = 0; pass < passes; pass++) {
    const order = Random.derive(options.seed, options.stage, 'pass', step, pass).shuffle(groups);
    for (let part = 0; part < Math.min(minibatches, groups.length); part++) {
      const members = new Set(order.filter((_, i) => i % minibatches === part));
      const trained = sequences.filter(({ group }) => members.has(group));
      const isFirst = updates.length === 0;
      // The engine may give no ℓ where the advantage is 0.
      const probes = isFirst && stale ? probesOf(trained.filter(({ advantage }) => advantage !== 0)) : [];
      const [update, scored] = await allInOrder([
        policyUpdate(client, trained, settings, { adam, onPolicy: isFirst && stale === null, requireFinite }),
        stale === null ? Promise.resolve([]) : scoredBy(stale.newest, probes),
      ]);
      if (isFirst) {
        const pairs = probes.map((probe, i) => ({
          a: scored[i] as Float32Array,
          b: update.now[trained.indexOf(probe)] as Float32Array,
        }));
        gap = stale === null ? update.gap : joinedGap(stale.samplerGap, logprobGap(pairs));
        if (gap !== null) requireFinite('the gap between sampler and training log probabilities', gap.mean);
      }
      updates.push(update);
    }
  }
  return { updates, gap };
}
