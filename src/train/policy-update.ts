/**
 * One optimiser step of a policy loss, by the Tinker verbs only.
 *
 * Two routes, equal in gradient:
 * - `ppo` verb: grpo, dr_grpo and dapo without KL. A positive scale goes through min and clip, so the advantages sent are c_i · A_i
 *   and the engine's plain sum is C. One forward-backward.
 * - custom loss (Tinker's forward_backward_custom): gspo, and every loss with β > 0. ℓ first, then `cross_entropy` with weights
 *   −∂C/∂ℓ, which has exactly C's gradient. ℓ costs a forward pass, unless the step is on-policy: when the weights are those that
 *   sampled, ℓ is the sampler's q, the ratio is 1, and the pass is saved. That holds as far as sampler and training forward
 *   agree, which `gap` measures.
 */

import type { AdamParams, ForwardBackwardOutput, TrainingClient } from '../tinker/types.ts';
import { advantageDatum, completionPart, probeDatum, weightedDatum } from './policy-datum.ts';
import type { SampledTokens } from './policy-datum.ts';
import { sequenceLoss, tokenScales } from './policy-loss.ts';
import type { SequenceLoss, SequenceLossSettings } from './policy-loss.ts';

export interface TrainedSequence extends SampledTokens {
  group: number;
  advantage: number;
  /** q. */
  logprobs: Float32Array;
  /** ref; null without a reference policy. */
  reference: Float32Array | null;
}

export interface PolicyLossSettings extends SequenceLossSettings {
  /** dr_grpo's constant length. */
  maxTokens: number;
}

export interface PolicyUpdate {
  /** C, without the KL term where β = 0. */
  loss: number;
  /** Mean k3 per token, when on-policy and with a reference; else null. */
  kl: number | null;
  /** Share of tokens cut by the clip. */
  clippedShare: number;
  gradNorm: number | null;
  /** |ℓ − q| of the tokens that carry loss, when on-policy; else null. */
  gap: { mean: number; max: number } | null;
}

/**
 * Updates on `sequences` (at least one). `onPolicy`: no update was made since they were sampled. `requireFinite` is called with
 * the loss before the optimiser step and with the gradient norm after it.
 */
export async function policyUpdate(
  client: Pick<TrainingClient, 'forward' | 'forwardBackward' | 'optimStep'>,
  sequences: readonly TrainedSequence[],
  settings: PolicyLossSettings,
  {
    adam,
    onPolicy,
    requireFinite,
  }: { adam: AdamParams; onPolicy: boolean; requireFinite: (name: string, value: number) => void },
): Promise<PolicyUpdate> {
  const scales = tokenScales(
    settings.loss,
    sequences.map(({ group, completion }) => ({ group, tokens: completion.length })),
    settings.maxTokens,
  );
  const termsAt = (now: readonly Float32Array[]): SequenceLoss[] =>
    sequences.map((sequence, i) => {
      const { advantage, logprobs: sampled, reference } = sequence;
      const terms = {
        advantage,
        scale: scales[i] as number,
        now: now[i] as Float32Array,
        sampled,
        reference,
      };
      return sequenceLoss(terms, settings);
    });
  const parts = (output: ForwardBackwardOutput): Float32Array[] =>
    sequences.map((sequence, i) => completionPart(output.lossFnOutputs[i]?.logprobs, sequence));

  let terms: SequenceLoss[];
  let now: Float32Array[];
  if (settings.loss === 'gspo' || settings.beta > 0) {
    const before = onPolicy
      ? sequences.map(({ logprobs }) => logprobs)
      : parts(await client.forward(sequences.map(probeDatum), 'cross_entropy'));
    terms = termsAt(before);
    requireFinite('the loss', sum(terms.map(({ loss }) => loss)));
    const data = sequences.map((sequence, i) => weightedDatum(sequence, (terms[i] as SequenceLoss).weights));
    now = parts(await client.forwardBackward(data, 'cross_entropy'));
  } else {
    const data = sequences.map((sequence, i) =>
      advantageDatum(sequence, sequence.logprobs, sequence.advantage * (scales[i] as number)),
    );
    const { low, high } = settings.clip;
    now = parts(
      await client.forwardBackward(data, 'ppo', { clip_low_threshold: low, clip_high_threshold: high }),
    );
    // Off-policy ℓ is the engine's: NaN where the advantage is 0, which the loss does not read.
    terms = termsAt(onPolicy ? sequences.map(({ logprobs }) => logprobs) : now);
    requireFinite('the loss', sum(terms.map(({ loss }) => loss)));
  }
  const gap = onPolicy ? logprobGap(sequences, now, terms) : null;
  if (gap !== null) requireFinite('the gap between sampler and training log probabilities', gap.mean);
  const { metrics } = await client.optimStep(adam);
  const gradNorm = metrics['grad_norm:mean'] ?? null;
  if (gradNorm !== null) requireFinite('the gradient norm', gradNorm);

  const tokens = sum(sequences.map(({ completion }) => completion.length));
  return {
    loss: sum(terms.map(({ loss }) => loss)),
    kl: onPolicy && sequences[0]?.reference ? sum(terms.map(({ kl }) => kl)) / tokens : null,
    clippedShare: sum(terms.map(({ clipped }) => clipped)) / tokens,
    gradNorm,
    gap,
  };
}

/** Positions without weight are left out: an engine need not compute logits there. */
function logprobGap(
  sequences: readonly TrainedSequence[],
  now: readonly Float32Array[],
  terms: readonly SequenceLoss[],
): { mean: number; max: number } {
  let total = 0;
  let count = 0;
  let max = 0;
  sequences.forEach(({ logprobs }, i) => {
    terms[i]?.weights.forEach((weight, t) => {
      if (weight === 0) return;
      const gap = Math.abs((now[i]?.[t] ?? NaN) - (logprobs[t] ?? NaN));
      total += gap;
      count += 1;
      max = Math.max(max, gap);
    });
  });
  return { mean: count === 0 ? 0 : total / count, max };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
