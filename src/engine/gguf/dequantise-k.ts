/**
 * The "K" types of GGUF: super-blocks of 256 values with small scales of their own, rounded as ggml's reference does.
 * Source: the block structs of ggml-common.h and `dequantize_row_q*_K` of ggml-quants.c.
 */

import { halfValues } from '../files/half.ts';
import { typeLayouts } from './tensor-types.ts';

export type KType = 'Q2_K' | 'Q3_K' | 'Q4_K' | 'Q5_K' | 'Q6_K';

const { fround } = Math;
const VALUES = 256;

/** One super-block at `at` of `bytes` to `out` at `to`. */
type Block = (bytes: Uint8Array, at: number, out: Float32Array, to: number) => void;

const half = (bytes: Uint8Array, at: number): number =>
  halfValues[byte(bytes, at) | (byte(bytes, at + 1) << 8)] as number;
const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;
const signed = (bytes: Uint8Array, at: number): number => (byte(bytes, at) << 24) >> 24;

/** Scale and minimum of eight groups of 32, six bits each in twelve bytes (Q4_K, Q5_K). */
function scaleAndMinimum(bytes: Uint8Array, at: number, group: number): [number, number] {
  if (group < 4) return [byte(bytes, at + group) & 63, byte(bytes, at + group + 4) & 63];
  const low = byte(bytes, at + group + 4);
  return [
    (low & 15) | ((byte(bytes, at + group - 4) >> 6) << 4),
    (low >> 4) | ((byte(bytes, at + group) >> 6) << 4),
  ];
}

/** 16 bytes: scale and minimum of 16 groups of 16, four bits each; 64 bytes of two-bit quants; half scale, half minimum. */
const q2: Block = (bytes, at, out, to) => {
  const scale = half(bytes, at + 80);
  const minimum = half(bytes, at + 82);
  for (let group = 0; group < 16; group++) {
    const packed = byte(bytes, at + group);
    const groupScale = fround(scale * (packed & 15));
    const groupMinimum = fround(minimum * (packed >> 4));
    const from = at + 16 + (group >> 3) * 32 + (group & 1) * 16;
    const shift = ((group >> 1) & 3) * 2;
    for (let i = 0; i < 16; i++) {
      out[to + group * 16 + i] = fround(groupScale * ((byte(bytes, from + i) >> shift) & 3)) - groupMinimum;
    }
  }
};

/** 32 bytes of third bits (0 takes 4 away); 64 bytes of two-bit quants; 16 six-bit scales in 12 bytes; half scale. */
const q3: Block = (bytes, at, out, to) => {
  const scale = half(bytes, at + 108);
  for (let group = 0; group < 16; group++) {
    const low = (byte(bytes, at + 96 + (group & 7)) >> (group < 8 ? 0 : 4)) & 15;
    const high = (byte(bytes, at + 104 + (group & 3)) >> ((group >> 2) * 2)) & 3;
    const groupScale = fround(scale * ((low | (high << 4)) - 32));
    const inPlane = (group & 1) * 16;
    const from = at + 32 + (group >> 3) * 32 + inPlane;
    const shift = ((group >> 1) & 3) * 2;
    for (let i = 0; i < 16; i++) {
      const third = (byte(bytes, at + inPlane + i) >> (group >> 1)) & 1;
      out[to + group * 16 + i] = groupScale * (((byte(bytes, from + i) >> shift) & 3) - (third ? 0 : 4));
    }
  }
};

/** Half scale, half minimum, 12 bytes of scales, (Q5_K: 32 bytes of fifth bits,) 128 bytes of four-bit quants. */
function q4or5(fifth: boolean): Block {
  return (bytes, at, out, to) => {
    const scale = half(bytes, at);
    const minimum = half(bytes, at + 2);
    const quants = at + (fifth ? 48 : 16);
    for (let group = 0; group < 8; group++) {
      const [small, least] = scaleAndMinimum(bytes, at + 4, group);
      const groupScale = fround(scale * small);
      const groupMinimum = fround(minimum * least);
      const from = quants + (group >> 1) * 32;
      const shift = (group & 1) * 4;
      for (let i = 0; i < 32; i++) {
        const high = fifth ? ((byte(bytes, at + 16 + i) >> group) & 1) << 4 : 0;
        out[to + group * 32 + i] =
          fround(groupScale * (((byte(bytes, from + i) >> shift) & 15) | high)) - groupMinimum;
      }
    }
  };
}

/** 128 bytes of low four bits, 64 bytes of high two bits, 16 signed scales, half scale. */
const q6: Block = (bytes, at, out, to) => {
  const scale = half(bytes, at + 208);
  for (let group = 0; group < 16; group++) {
    const groupScale = fround(scale * signed(bytes, at + 192 + group));
    const [side, plane, inPlane] = [group >> 3, (group >> 1) & 3, (group & 1) * 16];
    const lows = at + side * 64 + (plane & 1) * 32 + inPlane;
    const highs = at + 128 + side * 32 + inPlane;
    for (let i = 0; i < 16; i++) {
      const low = (byte(bytes, lows + i) >> (plane >> 1 ? 4 : 0)) & 15;
      const high = (byte(bytes, highs + i) >> (plane * 2)) & 3;
      out[to + group * 16 + i] = groupScale * ((low | (high << 4)) - 32);
    }
  }
};

const blocks: Readonly<Record<KType, Block>> = {
  Q2_K: q2,
  Q3_K: q3,
  Q4_K: q4or5(false),
  Q5_K: q4or5(true),
  Q6_K: q6,
};

/** Whole super-blocks to `out`. */
export function dequantiseK(type: KType, bytes: Uint8Array, out: Float32Array): void {
  const size = typeLayouts[type].bytes;
  const block = blocks[type];
  for (let to = 0, at = 0; to < out.length; to += VALUES, at += size) block(bytes, at, out, to);
}
