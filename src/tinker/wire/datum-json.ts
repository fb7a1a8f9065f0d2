/** Datums, inputs and tensors as JSON. */

import { z } from 'zod';

import type { Datum, EncodedTextChunk, ModelInput, TensorData } from '../types.ts';
import { boundedList, boundedMap, isInt32, numberList } from './bounded.ts';
import { refuseChunk } from './datum-proto.ts';
import { malformed } from './proto-message.ts';
import { checkShape, refuseSparse } from './tensor-proto.ts';

const MOST_CHUNKS = 65_536;
const MOST_INPUTS = 64;
const MOST_DIMENSIONS = 16;

const chunk = z.object({
  type: z.string().default('encoded_text'),
  tokens: numberList(isInt32, 'a whole number of 32 bits').nullish(),
});

export const modelInputBody = z.object({ chunks: boundedList(chunk, MOST_CHUNKS) });
export type ModelInputBody = z.infer<typeof modelInputBody>;

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}

export const tensorBody = z.object({
  // JSON has no NaN; null stands for it in results.
  data: numberList(isNumberOrNull, 'a number'),
  dtype: z.enum(['int64', 'float32']),
  shape: boundedList(z.int().nonnegative(), MOST_DIMENSIONS).nullish(),
  sparse_crow_indices: z.unknown().optional(),
  sparse_col_indices: z.unknown().optional(),
});
export type TensorBody = z.infer<typeof tensorBody>;

export const datumBody = z.object({
  model_input: modelInputBody,
  loss_fn_inputs: boundedMap(tensorBody, MOST_INPUTS),
});
export type DatumBody = z.infer<typeof datumBody>;

export function modelInputFrom({ chunks }: ModelInputBody, what: string): ModelInput {
  return {
    chunks: chunks.map(({ type, tokens }, i): EncodedTextChunk => {
      if (type !== 'encoded_text') refuseChunk(`${what}.chunks[${i}]`, `of the type ${type}`);
      if (tokens == null) throw malformed(`${what}.chunks[${i}]`, 'it holds no tokens');
      return { type, tokens: Int32Array.from(tokens) };
    }),
  };
}

export function tensorFrom(body: TensorBody, what: string): TensorData {
  if (body.sparse_crow_indices != null || body.sparse_col_indices != null) refuseSparse(what);
  const { data, dtype } = body;
  const shape = body.shape ?? [];
  checkShape(shape, data.length, what);
  const shaped = shape.length === 0 ? {} : { shape };
  if (dtype === 'float32')
    return { dtype, data: Float32Array.from(data, (value) => value ?? NaN), ...shaped };
  const whole = (value: number | null, i: number): number => {
    if (value !== null && (value | 0) === value) return value;
    throw malformed(what, `value ${i} is ${value}, no whole number of 32 bits`);
  };
  return { dtype, data: Int32Array.from(data, whole), ...shaped };
}

/** `what` names the datum in errors, e.g. `data[3]`. */
export function datumFrom({ model_input, loss_fn_inputs }: DatumBody, what: string): Datum {
  return {
    modelInput: modelInputFrom(model_input, `${what}.model_input`),
    lossFnInputs: Object.fromEntries(
      Object.entries(loss_fn_inputs).map(([name, tensor]) => [
        name,
        tensorFrom(tensor, `${what}.loss_fn_inputs.${name}`),
      ]),
    ),
  };
}

export function modelInputToBody({ chunks }: ModelInput): ModelInputBody {
  return { chunks: chunks.map(({ type, tokens }) => ({ type, tokens: Array.from(tokens) })) };
}

export function tensorToBody({ dtype, data, shape }: TensorData): TensorBody {
  return { data: Array.from(data), dtype, shape: [...(shape ?? [data.length])] };
}

export function datumToBody({ modelInput, lossFnInputs }: Datum): DatumBody {
  return {
    model_input: modelInputToBody(modelInput),
    loss_fn_inputs: Object.fromEntries(
      Object.entries(lossFnInputs).map(([name, tensor]) => [name, tensorToBody(tensor)]),
    ),
  };
}
