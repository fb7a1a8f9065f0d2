/**
 * By which verb a policy loss reaches a back end (docs/tinker-losses.md has the table).
 *
 * - `ppo`: grpo, dr_grpo and dapo without KL. A positive scale goes through min and clip, so the advantages sent are c_i · A_i and
 *   the engine's plain sum is C.
 * - signed weights (Tinker's forward_backward_custom): every loss. With weights −∂C/∂ℓ the verb `cross_entropy` has exactly C's
 *   gradient.
 * - signed advantages: every loss, by `importance_sampling` with advantages −∂C/∂ℓ and, in place of the sampler's log
 *   probabilities, ℓ itself: its ratio is 1 and its gradient −Σ A ∇ℓ.
 *
 * SkyRL's JAX engine does not add up. It divides each sequence by the sum of its weights (at least 1e-9; 1 a position where a loss
 * has none, the prompt's positions included) and the gradient by the number of sequences. Signed weights, which sum to anything,
 * mean nothing there; advantages times positions times sequences undo both divisions.
 */

import type { Datum, LossFn, LossFnConfig } from '../tinker/types.ts';
import { advantageDatum, weightedDatum } from './policy-datum.ts';
import type { SampledTokens } from './policy-datum.ts';
import type { Clip, SequenceLossSettings } from './policy-loss.ts';

/**
 * `verbs`: `ppo` where it has the loss, else signed weights. `signed-weights`: those alone, for a back end without `ppo`.
 * `sequence-means`: `ppo` and signed advantages, for SkyRL's JAX engine.
 */
export const lossRoutes = ['verbs', 'signed-weights', 'sequence-means'] as const;
export type LossRoute = (typeof lossRoutes)[number];

/** Arguments of `forwardBackward`. */
export type Submission = readonly [data: Datum[], lossFn: LossFn, config?: LossFnConfig];

/** Whether the loss goes by the verb `ppo`, so that its gradient need not be known before. */
export function goesByPpo(
  { loss, beta }: Pick<SequenceLossSettings, 'loss' | 'beta'>,
  route: LossRoute,
): boolean {
  return loss !== 'gspo' && beta === 0 && route !== 'signed-weights';
}

/** `scales` are c_i; `logprobs` q. */
export function ppoSubmission(
  sequences: readonly (SampledTokens & { advantage: number; logprobs: Float32Array })[],
  scales: readonly number[],
  { low, high }: Clip,
  route: LossRoute,
): Submission {
  const data = sequences.map((sequence, i) => {
    const scale = (scales[i] as number) * undoneMean(sequence, sequences.length, route);
    return advantageDatum(sequence, sequence.logprobs, sequence.advantage * scale);
  });
  return [data, 'ppo', { clip_low_threshold: low, clip_high_threshold: high }];
}

/** `weights` are −∂C/∂ℓ of each sequence's tokens, at the log probabilities `now`. */
export function signedSubmission(
  sequences: readonly SampledTokens[],
  weights: readonly Float32Array[],
  now: readonly Float32Array[],
  route: LossRoute,
): Submission {
  if (route !== 'sequence-means') {
    return [
      sequences.map((sequence, i) => weightedDatum(sequence, weights[i] as Float32Array)),
      'cross_entropy',
    ];
  }
  const data = sequences.map((sequence, i) => {
    const factor = undoneMean(sequence, sequences.length, route);
    const advantages = (weights[i] as Float32Array).map((weight) => weight * factor);
    return advantageDatum(sequence, now[i] as Float32Array, advantages);
  });
  return [data, 'importance_sampling'];
}

/** What takes back the divisions of an engine of sequence means. */
function undoneMean({ prompt, completion }: SampledTokens, sequences: number, route: LossRoute): number {
  return route === 'sequence-means' ? (prompt.length + completion.length - 1) * sequences : 1;
}
