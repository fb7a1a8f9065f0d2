/** Building and reading model inputs. */

import type { Datum, ModelInput, TensorData } from './types.ts';

/** An input of one text chunk. */
export function modelInputOf(tokens: readonly number[] | Int32Array): ModelInput {
  return { chunks: [{ type: 'encoded_text', tokens }] };
}

/** All tokens of an input, its chunks concatenated. */
export function tokensOf(input: ModelInput): Int32Array {
  let length = 0;
  for (const chunk of input.chunks) length += chunk.tokens.length;
  const out = new Int32Array(length);
  let at = 0;
  for (const chunk of input.chunks) {
    out.set(chunk.tokens, at);
    at += chunk.tokens.length;
  }
  return out;
}

export function int64Tensor(data: readonly number[] | Int32Array): TensorData {
  return { dtype: 'int64', data };
}

export function float32Tensor(data: readonly number[] | Float32Array): TensorData {
  return { dtype: 'float32', data };
}

/**
 * A cross-entropy datum: `tokens` shifted by one, `weights[i]` is the weight of predicting `tokens[i]` (element 0 unused).
 */
export function crossEntropyDatum(tokens: ArrayLike<number>, weights: ArrayLike<number>): Datum {
  const all = Int32Array.from(tokens);
  return {
    modelInput: modelInputOf(all.subarray(0, all.length - 1)),
    lossFnInputs: {
      target_tokens: int64Tensor(all.subarray(1)),
      weights: float32Tensor(Float32Array.from(weights).subarray(1)),
    },
  };
}
