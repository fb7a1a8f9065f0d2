/**
 * One optimiser step of a policy loss, by the Tinker verbs only (docs/tinker-losses.md has the table).
 *
 * Two routes, equal in gradient:
 * - `ppo` verb: grpo, dr_grpo and dapo without KL. A positive scale goes through min and clip, so the advantages sent are c_i · A_i
 *   and the engine's plain sum is C. One forward-backward.
 * - signed weights (Tinker's forward_backward_custom): gspo, every loss with β > 0, and all where a back end has no `ppo`. ℓ first,
 *   then `cross_entropy` with weights −∂C/∂ℓ, which has exactly C's gradient. ℓ costs a forward pass, unless the step is
 *   on-policy: when the weights are those that sampled, ℓ is the sampler's q, the ratio is 1, and the pass is saved. That holds
 *   as far as sampler and training forward agree, which `gap` measures.
 *
 * Gradient and optimiser step are submitted together.
 */

import type {
  AdamParams,
  Datum,
  ForwardBackwardOutput,
  LossFn,
  LossFnConfig,
  TrainingClient,
} from '../tinker/types.ts';
import { allInOrder } from './all-in-order.ts';
import { logprobGap } from './logprob-gap.ts';
import type { Gap } from './logprob-gap.ts';
import { advantageDatum, completionPart, probeDatum, weightedDatum } from './policy-datum.ts';
import type { SampledTokens } from './policy-datum.ts';
import { klOf, sequenceLoss, tokenScales } from './policy-loss.ts';
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
  /** Never the verb `ppo`. Default false. */
  signedWeights?: boolean;
}

export interface PolicyUpdate {
  /** C, without the KL term where β = 0. */
  loss: number;
  /** Mean k3 per token of the policy that sampled; null without a reference. */
  kl: number | null;
  /** Share of tokens cut by the clip. */
  clippedShare: number;
  gradNorm: number | null;
  /** |ℓ − q| of the tokens that carry loss, when on-policy; else null. */
  gap: Gap | null;
  /** exp(ℓ − q) of the tokens whose advantage is not 0, when off-policy; else null. */
  ratio: { mean: number; max: number } | null;
  /** ℓ of each sequence before the step; NaN where the engine computed none. */
  now: readonly Float32Array[];
}

/**
 * Updates on `sequences` (at least one). `onPolicy`: the weights are those that sampled them. `requireFinite` is called with the
 * loss, before the optimiser step where the loss is known by then, and with the gradient norm.
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
  const sampled = sequences.map(({ logprobs }) => logprobs);
  const termsAt = (now: readonly Float32Array[]): SequenceLoss[] => {
    const terms = sequences.map(({ advantage, logprobs, reference }, i) => {
      const policies = { now: now[i] as Float32Array, sampled: logprobs, reference };
      return sequenceLoss({ advantage, scale: scales[i] as number, ...policies }, settings);
    });
    requireFinite('the loss', sum(terms.map(({ loss }) => loss)));
    return terms;
  };
  const parts = (output: ForwardBackwardOutput): Float32Array[] =>
    sequences.map((sequence, i) => completionPart(output.lossFnOutputs[i]?.logprobs, sequence));
  const step = async (
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<{ given: Float32Array[]; gradNorm: number | null }> => {
    const [output, { metrics }] = await allInOrder([
      client.forwardBackward(data, lossFn, config),
      client.optimStep(adam),
    ]);
    return { given: parts(output), gradNorm: metrics['grad_norm:mean'] ?? null };
  };

  let terms: SequenceLoss[];
  let now: Float32Array[];
  let stepped: Awaited<ReturnType<typeof step>>;
  if (settings.loss === 'gspo' || settings.beta > 0 || settings.signedWeights === true) {
    const before = onPolicy
      ? sampled
      : parts(await client.forward(sequences.map(probeDatum), 'cross_entropy'));
    terms = termsAt(before);
    const data = sequences.map((sequence, i) => weightedDatum(sequence, (terms[i] as SequenceLoss).weights));
    stepped = await step(data, 'cross_entropy');
    now = onPolicy ? stepped.given : before;
  } else {
    const data = sequences.map((sequence, i) =>
      advantageDatum(sequence, sequence.logprobs, sequence.advantage * (scales[i] as number)),
    );
    const { low, high } = settings.clip;
    stepped = await step(data, 'ppo', { clip_low_threshold: low, clip_high_threshold: high });
    now = stepped.given;
    // Off-policy ℓ is the engine's: NaN where the advantage is 0, which the loss does not read.
    terms = termsAt(onPolicy ? sampled : now);
  }
  const { gradNorm } = stepped;
  // Positions without weight are left out: an engine need not compute logits there.
  const compared = sampled.map((a, i) => ({
    a,
    b: now[i] as Float32Array,
    counts: (t: number) => terms[i]?.weights[t] !== 0,
  }));
  const gap = onPolicy ? logprobGap(compared) : null;
  if (gap !== null) requireFinite('the gap between sampler and training log probabilities', gap.mean);
  if (gradNorm !== null) requireFinite('the gradient norm', gradNorm);
  const ratio = onPolicy ? null : ratioOf(sequences, now);
  if (ratio !== null) requireFinite('the probability ratio', ratio.max);

  const tokens = sum(sequences.map(({ completion }) => completion.length));
  const kl = sequences.map(({ logprobs, reference }) => reference && klOf(logprobs, reference));
  return {
    loss: sum(terms.map(({ loss }) => loss)),
    kl: kl.includes(null) ? null : sum(kl.map(Number)) / tokens,
    clippedShare: sum(terms.map(({ clipped }) => clipped)) / tokens,
    gradNorm,
    gap,
    ratio,
    now,
  };
}

function ratioOf(
  sequences: readonly TrainedSequence[],
  now: readonly Float32Array[],
): { mean: number; max: number } | null {
  let total = 0;
  let count = 0;
  let max = 0;
  sequences.forEach(({ advantage, logprobs }, i) => {
    if (advantage === 0) return;
    logprobs.forEach((q, t) => {
      const ratio = Math.exp((now[i]?.[t] as number) - q);
      total += ratio;
      count += 1;
      max = Math.max(max, ratio);
    });
  });
  return count === 0 ? null : { mean: total / count, max };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
