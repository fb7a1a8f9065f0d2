/**
 * Any loss on any back end: the loss is computed here from the log probabilities of the targets, and its gradient is sent as
 * the signed weights of a cross entropy, whose gradient −Σ w·∇ℓ with w = −∂C/∂ℓ is exactly that of the loss C (Tinker's
 * `forward_backward_custom`). Costs one forward pass more.
 */

import { InputError } from '../core/errors.ts';
import { float32Tensor, tokensOf } from './model-input.ts';
import type { Datum, ForwardBackwardOutput, TrainingClient } from './types.ts';

export interface CustomLoss {
  loss: number;
  /** ∂loss/∂logprobs, one array a datum, one value a position; 0 where a position does not count. */
  gradients: readonly ArrayLike<number>[];
  metrics?: Readonly<Record<string, number>>;
}

/**
 * Adds the gradient of `lossOf` to the gradient so far. Datums need `target_tokens`; where they have `weights`, positions of
 * weight 0 do not count, and their log probabilities may be NaN. `lossOf` gets the log probabilities, one array a datum.
 * The metrics are its own and `loss:sum`.
 *
 * ```ts
 * // Unlikelihood: pushes the targets' probability down.
 * await forwardBackwardCustom(client, data, (logprobs) => ({
 *   loss: logprobs.flatMap((row) => [...row]).reduce((sum, value) => sum + Math.exp(value), 0),
 *   gradients: logprobs.map((row) => row.map((value) => Math.exp(value))),
 * }));
 * ```
 *
 * @throws InputError where gradients are missing, not finite, or on a position that does not count.
 */
export async function forwardBackwardCustom(
  client: Pick<TrainingClient, 'forward' | 'forwardBackward'>,
  data: readonly Datum[],
  lossOf: (logprobs: readonly Float32Array[]) => CustomLoss | Promise<CustomLoss>,
): Promise<ForwardBackwardOutput> {
  const probes = data.map((datum) => withWeights(datum, countedOf(datum)));
  const { lossFnOutputs } = await client.forward(probes, 'cross_entropy');
  const { loss, gradients, metrics } = await lossOf(lossFnOutputs.map(({ logprobs }) => logprobs));
  if (!Number.isFinite(loss)) throw new InputError(`the custom loss is ${loss}`);
  if (gradients.length !== data.length) {
    throw new InputError(`the custom loss gave gradients for ${gradients.length} of ${data.length} datums`);
  }
  const signed = probes.map((datum, i) => withWeights(datum, signedWeights(datum, gradients[i] ?? [], i)));
  await client.forwardBackward(signed, 'cross_entropy');
  return { lossFnOutputs, metrics: { ...metrics, 'loss:sum': loss } };
}

/** 1 where a position counts. */
function countedOf({ modelInput, lossFnInputs: { weights } }: Datum): Float32Array {
  if (weights === undefined) return new Float32Array(tokensOf(modelInput).length).fill(1);
  return Float32Array.from(weights.data, (weight) => (weight === 0 ? 0 : 1));
}

function withWeights({ modelInput, lossFnInputs }: Datum, weights: Float32Array): Datum {
  const { target_tokens } = lossFnInputs;
  if (target_tokens === undefined) throw new InputError('a datum has no target_tokens', { code: 'datum' });
  return { modelInput, lossFnInputs: { target_tokens, weights: float32Tensor(weights) } };
}

function signedWeights(datum: Datum, gradient: ArrayLike<number>, at: number): Float32Array {
  const counted = countedOf(datum);
  if (gradient.length !== counted.length) {
    throw new InputError(
      `datum ${at}: the custom loss gave ${gradient.length} gradients for ${counted.length} positions`,
    );
  }
  return counted.map((isCounted, i) => {
    const value = gradient[i] as number;
    if (Number.isFinite(value) && (isCounted !== 0 || value === 0)) return 0 - value;
    throw new InputError(`datum ${at}: the gradient of the custom loss at position ${i} is ${value}`, {
      hint: 'It must be finite, and 0 where the weight is 0.',
    });
  });
}
