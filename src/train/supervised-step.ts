/**
 * One step of token cross-entropy, shared by pretraining and SFT, and the loss of held-out data.
 *
 * The engine's losses are sums; the mean per token comes from weights of 1 / (tokens with loss in the batch).
 */

import { crossEntropyDatum } from '../tinker/model-input.ts';
import type { Datum, TrainingClient } from '../tinker/types.ts';
import { allInOrder } from './all-in-order.ts';
import type { StepContext } from './stage.ts';

/** Tokens and, of the same length, 1 where a token is to be predicted from those before it (never the first), else 0. */
export interface Example {
  tokens: Int32Array;
  learnt: Uint8Array;
  /** What kind of text it is from, where that is told apart. */
  kind?: string | undefined;
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

/** Nats of each example, from the log probabilities an engine gave for `examples`. */
function natsOf(examples: readonly Example[], outputs: readonly { logprobs: Float32Array }[]): number[] {
  return examples.map(({ learnt }, row) => {
    let sum = 0;
    // Positions without loss are not read: an engine may skip them.
    const logprobs = outputs[row]?.logprobs ?? [];
    for (let i = 1; i < learnt.length; i++) if (learnt[i] === 1) sum -= logprobs[i - 1] ?? NaN;
    return sum;
  });
}

/** Nats per token to be predicted, over some of the examples. */
function perToken(examples: readonly Example[], nats: readonly number[]): number {
  return nats.reduce((sum, value) => sum + value, 0) / lossTokens(examples);
}

/** Nats per token of each kind of text among the examples. */
function perKind(examples: readonly Example[], nats: readonly number[]): Map<string, number> {
  const kinds = new Set(examples.flatMap(({ kind }) => kind ?? []));
  const ofKind = (name: string): number => {
    const isOne = (_: unknown, row: number): boolean => examples[row]?.kind === name;
    return perToken(examples.filter(isOne), nats.filter(isOne));
  };
  return new Map([...kinds].map((name) => [name, ofKind(name)]));
}

/**
 * Forward, backward, update: submitted together, in the tick of the call. Throws `DivergedError` when the loss is no number: an
 * engine that did not see it itself has stepped by then, so its weights are to be saved by nobody.
 */
export async function supervisedStep(
  client: TrainingClient,
  examples: readonly Example[],
  { step, adam, watch }: StepContext,
): Promise<{ loss: number; losses: ReadonlyMap<string, number>; gradNorm: number | null }> {
  const [output, { metrics }] = await allInOrder([
    client.forwardBackward(meanDatums(examples), 'cross_entropy'),
    client.optimStep(adam),
  ]);
  const nats = natsOf(examples, output.lossFnOutputs);
  const loss = perToken(examples, nats);
  watch.requireFinite(step + 1, 'the loss', loss);
  const gradNorm = metrics['grad_norm:mean'] ?? null;
  if (gradNorm !== null) watch.requireFinite(step + 1, 'the gradient norm', gradNorm);
  return { loss, losses: perKind(examples, nats), gradNorm };
}

/** Mean loss in nats per token, no gradient. */
export async function heldOutLoss(client: TrainingClient, examples: readonly Example[]): Promise<number> {
  const output = await client.forward(meanDatums(examples), 'cross_entropy');
  return perToken(examples, natsOf(examples, output.lossFnOutputs));
}
