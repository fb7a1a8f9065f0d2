/** Weights in the storage types of safetensors: float32 as they are, float16 and bfloat16 rounded to the nearest, ties to even. */

import { InputError } from '../../core/errors.ts';
import { toHalf } from '../files/half.ts';

export const weightTypes = ['f32', 'bf16', 'f16'] as const;
export type WeightType = (typeof weightTypes)[number];

/** What safetensors and config.json call it, and the bytes of a value. */
export const typeTraits = {
  f32: { safetensors: 'F32', config: 'float32', bytes: 4 },
  bf16: { safetensors: 'BF16', config: 'bfloat16', bytes: 2 },
  f16: { safetensors: 'F16', config: 'float16', bytes: 2 },
} as const;

/** The largest half; beyond it a weight would become infinite. */
const MAX_HALF = 65504;

/** The bytes of `values` in a type. Throws `InputError` for a weight, named `name`, that float16 cannot hold. */
export function narrowed(values: Float32Array, type: WeightType, name: string): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (type === 'f32') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const out = new Uint16Array(values.length);
  if (type === 'bf16') {
    for (let i = 0; i < bits.length; i++) {
      const word = bits[i] as number;
      out[i] = (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
    }
  } else {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!(Math.abs(value) <= MAX_HALF)) {
        throw new InputError(`weight ${i} of ${name} is ${value}: float16 ends at ${MAX_HALF}`, {
          hint: 'Export as bf16 or f32.',
        });
      }
      out[i] = toHalf(value);
    }
  }
  return new Uint8Array(out.buffer);
}
