/**
 * float32 values to the stored types that are written, as ggml does it.
 * Source: `quantize_row_q8_0_ref` of ggml-quants.c; halves are rounded to the nearest, ties to even.
 */

import { InputError } from '../../core/errors.ts';
import { toHalf } from '../files/half.ts';
import { bytesOf } from '../files/stream-safetensors.ts';

const { abs, floor, fround, max, sign } = Math;

function toHalves(values: Float32Array, name: string): Uint8Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const half = toHalf(values[i] as number);
    if ((half & 0x7fff) === 0x7c00) {
      throw new InputError(`weight ${i} of ${name} is ${values[i]}, beyond what 16 bits hold (65,504)`, {
        hint: "Export as 'f32'.",
      });
    }
    out[i] = half;
  }
  return new Uint8Array(out.buffer);
}

/** Blocks of 32: a half scale (the largest magnitude / 127), then the values in steps of it, halves away from zero. */
function toQ8(values: Float32Array): Uint8Array {
  const out = new Uint8Array((values.length / 32) * 34);
  const quants = new Int8Array(out.buffer);
  for (let from = 0, at = 0; from < values.length; from += 32, at += 34) {
    let largest = 0;
    for (let i = from; i < from + 32; i++) largest = max(largest, abs(values[i] as number));
    const scale = fround(largest / 127);
    const inverse = scale === 0 ? 0 : fround(1 / scale);
    const half = toHalf(scale);
    out[at] = half & 255;
    out[at + 1] = half >> 8;
    for (let i = 0; i < 32; i++) {
      const steps = fround((values[from + i] as number) * inverse);
      quants[at + 2 + i] = sign(steps) * floor(abs(steps) + 0.5);
    }
  }
  return out;
}

/** The stored bytes; `name` is for errors. Throws `InputError` for a number that is not finite or too large for its type. */
export function quantise(type: 'F32' | 'F16' | 'Q8_0', values: Float32Array, name: string): Uint8Array {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(`weight ${bad} of ${name} is ${values[bad]}, not a finite number`, {
      code: 'weights',
      hint: 'The training that made this model diverged, or the file is damaged: use an earlier checkpoint.',
    });
  }
  if (type === 'F32') return bytesOf(values);
  return type === 'F16' ? toHalves(values, name) : toQ8(values);
}
