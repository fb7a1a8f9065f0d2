/**
 * Datums of a prompt with a sampled completion. Token j of the completion is predicted at input position P − 1 + j (P prompt
 * tokens); everything before carries nothing.
 */

import { crossEntropyDatum, float32Tensor, int64Tensor, modelInputOf } from '../tinker/model-input.ts';
import type { Datum } from '../tinker/types.ts';
import { badAnswer, requireLogprobs } from './engine-answer.ts';

/** A sampled sequence: the completion holds its stop token. */
export interface SampledTokens {
  prompt: Int32Array;
  completion: Int32Array;
}

function joined({ prompt, completion }: SampledTokens): Int32Array {
  const tokens = new Int32Array(prompt.length + completion.length);
  tokens.set(prompt);
  tokens.set(completion, prompt.length);
  return tokens;
}

/** A cross-entropy datum with one weight a completion token. */
export function weightedDatum(sequence: SampledTokens, weights: Float32Array): Datum {
  const all = new Float32Array(sequence.prompt.length + weights.length);
  all.set(weights, sequence.prompt.length);
  return crossEntropyDatum(joined(sequence), all);
}

/** A datum that asks for the log probability of every completion token. */
export function probeDatum(sequence: SampledTokens): Datum {
  return weightedDatum(sequence, new Float32Array(sequence.completion.length).fill(1));
}

/** A datum of the policy losses: the sampling policy's log probabilities, and one advantage for the whole completion. */
export function advantageDatum(sequence: SampledTokens, logprobs: Float32Array, advantage: number): Datum {
  const tokens = joined(sequence);
  const from = sequence.prompt.length - 1;
  const old = new Float32Array(tokens.length - 1);
  old.set(logprobs, from);
  return {
    modelInput: modelInputOf(tokens.subarray(0, -1)),
    lossFnInputs: {
      target_tokens: int64Tensor(tokens.subarray(1)),
      logprobs: float32Tensor(old),
      advantages: float32Tensor(new Float32Array(tokens.length - 1).fill(advantage, from)),
    },
  };
}

/** The completion's part of a datum's output. Positions without loss may hold NaN. */
export function completionPart(
  output: Float32Array | undefined,
  { prompt, completion }: SampledTokens,
): Float32Array {
  const from = prompt.length - 1;
  const part = output?.subarray(from, from + completion.length) ?? new Float32Array(0);
  if (part.length !== completion.length) {
    throw badAnswer(`${part.length} log probabilities for ${completion.length} sampled tokens`);
  }
  return part;
}

/** The completion's part of an output that must have a value for every token. `what` says whose it is. */
export function finitePart(
  output: Float32Array | undefined,
  sequence: SampledTokens,
  what: string,
): Float32Array {
  const part = completionPart(output, sequence);
  requireLogprobs(part, sequence.completion.length, what);
  return part;
}
