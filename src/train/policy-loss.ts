/**
 * The policy losses: grpo, dr_grpo, dapo and gspo, with the k3 KL to a reference policy, and their exact gradient by the log
 * probabilities (paper eq. 4.5; its loss is `grpo`).
 *
 * With ℓ, q, ref the log probabilities of a sampled token under the policy being trained, the one that sampled and the
 * reference, r = exp(ℓ − q), d = ref − ℓ:
 *
 *   C = Σ_i Σ_t c_i · [ −min(r A_i, clip(r, low, high) A_i) + β · w · (exp(d) − d − 1) ]
 *
 * | loss    | c_i (S sequences in K groups, |o_i| tokens, group of G_i)   | clip             |
 * | grpo    | 1 / (K · G_i · |o_i|): mean of tokens, of group, of groups  | 0.8 … 1.2        |
 * | dr_grpo | 1 / (S · maxTokens): a constant length (arXiv 2503.20783)   | 0.8 … 1.2        |
 * | dapo    | 1 / Σ|o_i|: mean over all tokens (arXiv 2503.14476)         | 0.8 … 1.28       |
 * | gspo    | as grpo; r is the sequence's exp(mean_t(ℓ − q)) for each t  | 0.9997 … 1.0004  |
 *
 * gspo (arXiv 2507.18071) clips whole sequences; because c_i carries 1 / |o_i|, the sum over t of the equal terms is the
 * sequence's one term. Groups dropped for want of signal count in no denominator. The paper prints β and the clip as
 * symbols only; the defaults are DeepSeekMath's, DAPO's and GSPO's own.
 *
 * w is 1, as in the paper. The gradient of that term is not the reverse KL's, not even on-policy; with `unbiasedKl` it is, as
 * w = r (DeepSeek-V3.2, arXiv 2512.02556; TRL's default).
 *
 * `interop/parity_losses.py` holds loss and gradient against TRL's GRPOTrainer.
 */

export const policyLosses = ['grpo', 'dr_grpo', 'dapo', 'gspo'] as const;
export type PolicyLoss = (typeof policyLosses)[number];

/** Bounds of the probability ratio. */
export interface Clip {
  low: number;
  high: number;
}

export const defaultClips: Readonly<Record<PolicyLoss, Clip>> = {
  grpo: { low: 0.8, high: 1.2 },
  dr_grpo: { low: 0.8, high: 1.2 },
  dapo: { low: 0.8, high: 1.28 },
  gspo: { low: 1 - 3e-4, high: 1 + 4e-4 },
};

/** c_i of each sequence. `group` is any label of its question; `maxTokens` the limit of a generation. */
export function tokenScales(
  loss: PolicyLoss,
  sequences: readonly { group: number; tokens: number }[],
  maxTokens: number,
): number[] {
  if (loss === 'dr_grpo') return sequences.map(() => 1 / (sequences.length * maxTokens));
  if (loss === 'dapo') {
    const all = sequences.reduce((sum, { tokens }) => sum + tokens, 0);
    return sequences.map(() => 1 / all);
  }
  const sizes = new Map<number, number>();
  for (const { group } of sequences) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sequences.map(({ group, tokens }) => 1 / (sizes.size * (sizes.get(group) as number) * tokens));
}

export interface SequenceTerms {
  /** A_i. */
  advantage: number;
  /** c_i. */
  scale: number;
  /** ℓ, q and ref of the completion's tokens. `reference` null: no KL term. */
  now: ArrayLike<number>;
  sampled: ArrayLike<number>;
  reference: ArrayLike<number> | null;
}

export interface SequenceLoss {
  /** The sequence's part of C. */
  loss: number;
  /** −∂C/∂ℓ of each token: the weights that make `cross_entropy` give the gradient of C. */
  weights: Float32Array;
  /** Σ_t of k3, unscaled; 0 without a reference. */
  kl: number;
  /** Tokens whose surrogate is cut by the clip, so that they carry no gradient (gspo: all or none). */
  clipped: number;
}

export interface SequenceLossSettings {
  loss: PolicyLoss;
  clip: Clip;
  beta: number;
  /** w = r. Default false: w = 1. */
  unbiasedKl?: boolean;
}

/** Loss and gradient of one sequence. */
export function sequenceLoss(
  { advantage, scale, now, sampled, reference }: SequenceTerms,
  { loss: kind, clip, beta, unbiasedKl = false }: SequenceLossSettings,
): SequenceLoss {
  const length = now.length;
  const result: SequenceLoss = { loss: 0, weights: new Float32Array(length), kl: 0, clipped: 0 };
  let logRatioSum = 0;
  if (reference !== null) result.kl = klOf(now, reference);
  for (let t = 0; t < length; t++) logRatioSum += (now[t] as number) - (sampled[t] as number);
  for (let t = 0; t < length; t++) {
    const ratio = Math.exp(
      kind === 'gspo' ? logRatioSum / length : (now[t] as number) - (sampled[t] as number),
    );
    // A zero advantage must not meet an overflowed ratio: 0 · ∞ is NaN.
    const { value, slope, clipped } = advantage === 0 ? FLAT : clippedSurrogate(ratio, advantage, clip);
    let cost = -value;
    let weight = slope;
    if (clipped) result.clipped += 1;
    // With β = 0 the KL is only watched: it must not spoil the loss where it overflows.
    if (reference !== null && beta > 0) {
      const kl = k3(now, reference, t);
      const klWeight = unbiasedKl ? ratio : 1;
      cost += beta * klWeight * kl.value;
      weight -= beta * klWeight * kl.slope;
      // The weight r has a slope too; gspo's, by each token, 1 / |o| of that of the whole sequence.
      if (unbiasedKl) weight -= beta * ratio * (kind === 'gspo' ? result.kl / length : kl.value);
    }
    result.loss += scale * cost;
    result.weights[t] = scale * weight;
  }
  return result;
}

/** Σ_t of k3 between a policy and the reference, on tokens that the policy sampled. */
export function klOf(policy: ArrayLike<number>, reference: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < policy.length; t++) sum += k3(policy, reference, t).value;
  return sum;
}

/** exp(d) − d − 1 of a token, and its derivative by ℓ. */
function k3(
  now: ArrayLike<number>,
  reference: ArrayLike<number>,
  t: number,
): { value: number; slope: number } {
  const d = (reference[t] as number) - (now[t] as number);
  return { value: Math.exp(d) - d - 1, slope: 1 - Math.exp(d) };
}

const FLAT = { value: 0, slope: 0, clipped: false };

/** min(r A, clip(r) A) and its derivative by log r. */
function clippedSurrogate(ratio: number, advantage: number, { low, high }: Clip): typeof FLAT {
  if (advantage > 0 ? ratio > high : ratio < low) {
    return { value: (advantage > 0 ? high : low) * advantage, slope: 0, clipped: true };
  }
  return { value: ratio * advantage, slope: ratio * advantage, clipped: false };
}
