/**
 * Stored tensor bytes to float32, with ggml's results bit for bit: a product or sum of two float32 numbers, taken in
 * doubles and rounded once, is the float32 product or sum, and each step here is rounded as ggml's reference rounds it.
 * Source: the block structs of ggml-common.h and `dequantize_row_*` of ggml-quants.c.
 */

import { dequantiseK } from './dequantise-k.ts';
import { halfValues } from '../files/half.ts';
import { typeLayouts } from './tensor-types.ts';
import type { TensorType } from './tensor-types.ts';

const { fround } = Math;

/** What leaves every number as it is when it is added; +0 would turn −0 into +0. */
const NOTHING = -0;

const halfAt = (bytes: Uint8Array, at: number): number =>
  halfValues[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] as number;

/** Q8_0: a half scale, 32 signed bytes. */
function q8(bytes: Uint8Array, out: Float32Array): void {
  const quants = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0, to = 0; to < out.length; at += 34, to += 32) {
    const scale = halfAt(bytes, at);
    for (let i = 0; i < 32; i++) out[to + i] = scale * (quants[at + 2 + i] as number);
  }
}

/** Q4_0 and Q4_1: a half scale (Q4_1: and a half minimum), 16 bytes whose low halves are the first 16 values. */
function q4(bytes: Uint8Array, out: Float32Array, withMinimum: boolean): void {
  const [size, head] = withMinimum ? [20, 4] : [18, 2];
  for (let at = 0, to = 0; to < out.length; at += size, to += 32) {
    const scale = halfAt(bytes, at);
    const minimum = withMinimum ? halfAt(bytes, at + 2) : NOTHING;
    const shift = withMinimum ? 0 : 8;
    for (let i = 0; i < 16; i++) {
      const pair = bytes[at + head + i] as number;
      out[to + i] = fround(scale * ((pair & 15) - shift)) + minimum;
      out[to + 16 + i] = fround(scale * ((pair >> 4) - shift)) + minimum;
    }
  }
}

/** Q5_0 and Q5_1: as Q4, with the fifth bits of the 32 values in four bytes before the quants. */
function q5(bytes: Uint8Array, out: Float32Array, withMinimum: boolean): void {
  const [size, head] = withMinimum ? [24, 4] : [22, 2];
  for (let at = 0, to = 0; to < out.length; at += size, to += 32) {
    const scale = halfAt(bytes, at);
    const minimum = withMinimum ? halfAt(bytes, at + 2) : NOTHING;
    const shift = withMinimum ? 0 : 16;
    for (let i = 0; i < 16; i++) {
      const pair = bytes[at + head + 4 + i] as number;
      const low = ((bytes[at + head + (i >> 3)] as number) >> (i & 7)) & 1;
      const high = ((bytes[at + head + 2 + (i >> 3)] as number) >> (i & 7)) & 1;
      out[to + i] = fround(scale * (((pair & 15) | (low << 4)) - shift)) + minimum;
      out[to + 16 + i] = fround(scale * (((pair >> 4) | (high << 4)) - shift)) + minimum;
    }
  }
}

/** The values of whole blocks. `bytes` must begin at a multiple of 4 in its buffer for F32, of 2 for F16 and BF16. */
export function dequantise(type: TensorType, bytes: Uint8Array): Float32Array {
  const layout = typeLayouts[type];
  const out = new Float32Array((bytes.length / layout.bytes) * layout.values);
  switch (type) {
    case 'F32':
      out.set(new Float32Array(bytes.buffer, bytes.byteOffset, out.length));
      break;
    case 'F16': {
      const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
      for (let i = 0; i < out.length; i++) out[i] = halfValues[halves[i] as number] as number;
      break;
    }
    case 'BF16': {
      const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
      const bits = new Uint32Array(out.buffer);
      for (let i = 0; i < bits.length; i++) bits[i] = (halves[i] as number) << 16;
      break;
    }
    case 'Q8_0':
      q8(bytes, out);
      break;
    case 'Q4_0':
    case 'Q4_1':
      q4(bytes, out, type === 'Q4_1');
      break;
    case 'Q5_0':
    case 'Q5_1':
      q5(bytes, out, type === 'Q5_1');
      break;
    default:
      dequantiseK(type, bytes, out);
  }
  return out;
}
