import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dequantise } from './dequantise.ts';
import { halfValues, toHalf } from '../files/half.ts';
import { quantise } from './quantise.ts';
import { typeLayouts } from './tensor-types.ts';
import type { TensorType } from './tensor-types.ts';

interface Case {
  type: TensorType;
  bytes: string;
  values: string;
}
const golden = JSON.parse(readFileSync(new URL('./blocks.golden.json', import.meta.url), 'utf8')) as {
  blocks: Case[];
  quantised: Case[];
};

const hexOf = (values: Float32Array | Uint8Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('dequantise', () => {
  it('has a golden block of every type but F32', () => {
    const types = golden.blocks.map(({ type }) => type);
    expect(types.sort()).toEqual(
      Object.keys(typeLayouts)
        .filter((type) => type !== 'F32')
        .sort(),
    );
  });

  it.each(golden.blocks)(
    'gives the values of the Python package gguf for $type, bit for bit',
    ({ type, bytes, values }) => {
      expect(hexOf(dequantise(type, bytesOf(bytes)))).toBe(values);
    },
  );

  it('gives F32 as it is stored', () => {
    const values = Float32Array.of(1, -0, 0.1);
    expect(hexOf(dequantise('F32', bytesOf(hexOf(values))))).toBe(hexOf(values));
  });
});

describe('quantise', () => {
  it.each(golden.quantised)(
    'gives the bytes of the Python package gguf for $type',
    ({ type, bytes, values }) => {
      const floats = new Float32Array(bytesOf(values).buffer);
      expect(hexOf(quantise(type as 'F16' | 'Q8_0', floats, 'w'))).toBe(bytes);
    },
  );

  it('refuses numbers that are not finite, and those too large for 16 bits', () => {
    expect(() => quantise('Q8_0', Float32Array.of(1, NaN), 'blk.0.w')).toThrow(
      /weight 1 of blk\.0\.w is NaN/,
    );
    expect(() => quantise('F16', Float32Array.of(65519), 'w')).not.toThrow();
    expect(() => quantise('F16', Float32Array.of(65520), 'w')).toThrow(/65520, beyond what 16 bits hold/);
  });
});

describe('half precision', () => {
  it('gives every half back', () => {
    const differing = Array.from(halfValues.entries()).filter(
      ([bits, value]) => !Number.isNaN(value) && toHalf(value) !== bits,
    );
    expect(differing).toEqual([]);
  });

  it('rounds ties to the even neighbour', () => {
    expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
    expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(toHalf(2 ** -25)).toBe(0);
    expect(toHalf(3 * 2 ** -25)).toBe(2);
  });
});
