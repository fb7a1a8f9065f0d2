/**
 * The storage types of GGUF tensors: their numbers in the file, and the block of values that is stored as one piece.
 * Source: `enum ggml_type` and the block structs of ggml (ggml.h, ggml-common.h); GGUF specification, ggml/docs/gguf.md.
 */

import { InputError } from '../../core/errors.ts';

/** The types fin-r1 reads. */
export type TensorType =
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'Q4_0'
  | 'Q4_1'
  | 'Q5_0'
  | 'Q5_1'
  | 'Q8_0'
  | 'Q2_K'
  | 'Q3_K'
  | 'Q4_K'
  | 'Q5_K'
  | 'Q6_K';

export interface TypeLayout {
  id: number;
  /** Values in a block; a row holds whole blocks. */
  values: number;
  /** Bytes of a block. */
  bytes: number;
}

export const typeLayouts: Readonly<Record<TensorType, TypeLayout>> = {
  F32: { id: 0, values: 1, bytes: 4 },
  F16: { id: 1, values: 1, bytes: 2 },
  Q4_0: { id: 2, values: 32, bytes: 18 },
  Q4_1: { id: 3, values: 32, bytes: 20 },
  Q5_0: { id: 6, values: 32, bytes: 22 },
  Q5_1: { id: 7, values: 32, bytes: 24 },
  Q8_0: { id: 8, values: 32, bytes: 34 },
  Q2_K: { id: 10, values: 256, bytes: 84 },
  Q3_K: { id: 11, values: 256, bytes: 110 },
  Q4_K: { id: 12, values: 256, bytes: 144 },
  Q5_K: { id: 13, values: 256, bytes: 176 },
  Q6_K: { id: 14, values: 256, bytes: 210 },
  BF16: { id: 30, values: 1, bytes: 2 },
};

const byId = new Map(Object.entries(typeLayouts).map(([name, { id }]) => [id, name as TensorType]));

/** Types that are known by name, but not read. */
const otherTypes: Readonly<Record<number, string>> = {
  9: 'Q8_1',
  15: 'Q8_K',
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  20: 'IQ4_NL',
  21: 'IQ3_S',
  22: 'IQ2_S',
  23: 'IQ4_XS',
  24: 'I8',
  25: 'I16',
  26: 'I32',
  27: 'I64',
  28: 'F64',
  29: 'IQ1_M',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
};

/** The type of this number. Throws `InputError` naming the type and the tensor when fin-r1 does not read it. */
export function tensorType(id: number, path: string, tensor: string): TensorType {
  const found = byId.get(id);
  if (found !== undefined) return found;
  const name = otherTypes[id];
  const what = name === undefined ? `the unknown type ${id}` : `the type ${name}`;
  throw new InputError(
    `${path}: tensor ${tensor} has ${what}; ${Object.keys(typeLayouts).join(', ')} can be read`,
    {
      hint: 'Use another build of the model: Q8_0 or F16 lose least, Q4_K_M is the smallest common one.',
    },
  );
}
