/**
 * One step of token cross-entropy, shared by pretraining and SFT, and the loss of held-out data.
 *
 * The engine's losses are sums; the mean per token comes from weights of 1 / (tokens with loss in the batch).
 */

import { crossEntropyDatum } from '../tinker/model-input.ts';
import type { Datum, TrainingClient } from '../tinker/types.ts';
import type { StepContext } from './stage.ts';

/** Tokens and, of the same length, 1 where a token is to be predicted from those before it (never the first), else 0. */
export interface Example {
  tokens: Int32Array;
  learnt: Uint8Array;
}

/** Tokens to be predicted in one example. */
export function learntIn({ learnt }: Example): number {
  return learnt.reduce((sum, flag) => sum + flag, 0);
}

/** Tokens to be predicted in all examples. */
export function lossTokens(examples: readonly Example[]): number {
  return examples.reduce((sum, example) => sum + learntIn(example), 0);
}

function meanDatums(examples: readonly Example[]): Datum[] {
  const weight = 1 / lossTokens(examples);
  return examples.map(({ tokens, learnt }) =>
    crossEntropyDatum(
      tokens,
      Float32Array.from(learnt, (flag) => flag * weight),
    ),
  );
}

/** Nats per token, from the log probabilities an engine gave for `examples`. */
function lossPerToken(examples: readonly Example[], outputs: readonly { logprobs: Float32Array }[]): number {
  let sum = 0;
  examples.forEach(({ learnt }, row) => {
    // Positions without loss are not read: an engine may skip them.
    const logprobs = outputs[row]?.logprobs ?? [];
    for (let i = 1; i < learnt.length; i++) if (learnt[i] === 1) sum -= logprobs[i - 1] ?? NaN;
  });
  return sum / lossTokens(examples);
}

/** Forward, backward, update. Throws `DivergedError` before the update when the loss is no number. */
export async function supervisedStep(
  client: TrainingClient,
  examples: readonly Example[],
  { step, adam, watch }: StepContext,
): Promise<{ loss: number; gradNorm: number | null }> {
  const output = await client.forwardBackward(meanDatums(examples), 'cross_entropy');
  const loss = lossPerToken(examples, output.lossFnOutputs);
  watch.requireFinite(step + 1, 'the loss', loss);
  const { metrics } = await client.optimStep(adam);
  const gradNorm = metrics['grad_norm:mean'] ?? null;
  if (gradNorm !== null) watch.requireFinite(step + 1, 'the gradient norm', gradNorm);
  return { loss, gradNorm };
}

/** Mean loss in nats per token, no gradient. */
export async function heldOutLoss(client: TrainingClient, examples: readonly Example[]): Promise<number> {
  const output = await client.forward(meanDatums(examples), 'cross_entropy');
  return lossPerToken(examples, output.lossFnOutputs);
}
