import { describe, expect, it } from 'vitest';

import { decodeForwardBackwardOutput, encodeForwardBackwardOutput } from './forward-backward-output.ts';
import type { LossOutputs } from './forward-backward-output.ts';
import { libraryDecode, libraryEncode } from './test-schema.ts';

const output: LossOutputs = {
  lossFnOutputType: 'scalar',
  lossFnOutputs: [
    { logprobs: { dtype: 'float32', data: Float32Array.of(-1, -2) } },
    { logprobs: { dtype: 'float32', data: Float32Array.of(-3) } },
  ],
  metrics: { 'loss:sum': 4.5, 'tokens:sum': 0 },
};

/** int64 little-endian of small numbers. */
const offsets = (...values: number[]): Uint8Array =>
  new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

const record = (logprobs: Record<string, unknown>, numDatums: number): Uint8Array =>
  libraryEncode('ForwardBackwardOutput', {
    lossFnOutputs: [{ fields: [{ key: 'logprobs', value: logprobs }], numDatums: BigInt(numDatums) }],
  });

describe('ForwardBackwardOutput', () => {
  it('reads what it writes', () => {
    expect(decodeForwardBackwardOutput(encodeForwardBackwardOutput(output))).toEqual(output);
    const empty = { lossFnOutputType: '', lossFnOutputs: [], metrics: {} };
    expect(decodeForwardBackwardOutput(encodeForwardBackwardOutput(empty))).toEqual(empty);
  });

  it('is written as the schema says, with byte offsets', () => {
    expect(libraryDecode('ForwardBackwardOutput', encodeForwardBackwardOutput(output))).toMatchObject({
      lossFnOutputType: 'scalar',
      lossFnOutputs: [
        {
          numDatums: 2n,
          fields: [{ key: 'logprobs', value: { dtype: 1, offsets: offsets(0, 8, 12), trailingShape: [] } }],
        },
      ],
      metrics: [
        { key: 'loss:sum', value: 4.5 },
        { key: 'tokens:sum', value: 0 },
      ],
    });
  });

  it('keeps a trailing shape', () => {
    const values = { dtype: 'int64', data: Int32Array.of(1, 2, 3, 4), shape: [2, 2] } as const;
    const wide: LossOutputs = { ...output, lossFnOutputs: [{ values }] };
    expect(decodeForwardBackwardOutput(encodeForwardBackwardOutput(wide))).toEqual(wide);
  });

  it('concatenates several records', () => {
    const field = (value: number): object => ({
      fields: [
        {
          key: 'logprobs',
          value: { data: Uint8Array.of(0, 0, 128, value), offsets: offsets(0, 4), dtype: 1 },
        },
      ],
      numDatums: 1n,
    });
    const bytes = libraryEncode('ForwardBackwardOutput', { lossFnOutputs: [field(63), field(191)] });
    const read = decodeForwardBackwardOutput(bytes).lossFnOutputs.map((fields) => [
      ...(fields.logprobs?.data ?? []),
    ]);
    expect(read).toEqual([[1], [-1]]);
  });

  it.each([
    [
      'too few offsets',
      { data: new Uint8Array(8), offsets: offsets(0, 4), dtype: 1 },
      '2 offsets for 2 datums',
    ],
    [
      'offsets beyond the data',
      { data: new Uint8Array(8), offsets: offsets(0, 4, 12), dtype: 1 },
      'within 8 bytes',
    ],
    ['offsets that go back', { data: new Uint8Array(8), offsets: offsets(0, 8, 4), dtype: 1 }, '8 to 4'],
    ['half values', { data: new Uint8Array(8), offsets: offsets(0, 3, 8), dtype: 1 }, 'not whole values'],
    [
      'half rows',
      { data: new Uint8Array(8), offsets: offsets(0, 4, 8), dtype: 1, trailingShape: [2n] },
      'not whole rows of [2]',
    ],
  ])('refuses %s', (_what, field, message) => {
    expect(() => decodeForwardBackwardOutput(record(field, 2))).toThrow(message);
  });

  it('refuses to write outputs that differ in their names', () => {
    const uneven = { ...output, lossFnOutputs: [...output.lossFnOutputs, {}] };
    expect(() => encodeForwardBackwardOutput(uneven)).toThrow('output 2 has no logprobs');
  });
});
