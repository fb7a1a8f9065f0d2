import { describe, expect, it } from 'vitest';

import type { Datum } from '../types.ts';
import { decodeForwardBackwardRequest, encodeForwardBackwardRequest } from './forward-backward-request.ts';
import type { ForwardBackwardRequest } from './forward-backward-request.ts';
import { libraryDecode, libraryEncode } from './test-schema.ts';

const datum: Datum = {
  modelInput: {
    chunks: [
      { type: 'encoded_text', tokens: Int32Array.of(1, 2, 70_000) },
      { type: 'encoded_text', tokens: Int32Array.of(4) },
    ],
  },
  lossFnInputs: {
    target_tokens: { dtype: 'int64', data: Int32Array.of(2, 3, 4, 5), shape: [4] },
    weights: { dtype: 'float32', data: Float32Array.of(0, -0.5, 1, NaN), shape: [4] },
  },
};
const request: ForwardBackwardRequest = {
  modelId: 'session:train:0',
  seqId: 7,
  data: [datum, datum],
  lossFn: 'ppo',
  lossFnConfig: { clip_low_threshold: 0.8, clip_high_threshold: 0 },
  forwardOnly: true,
};

/** A request of one datum as the library writes it. */
function requestWith(fields: Record<string, unknown>): Uint8Array {
  return libraryEncode('ForwardBackwardRequest', { modelId: 'm', lossFn: 'cross_entropy', ...fields });
}

const tensor = (fields: Record<string, unknown>): Uint8Array =>
  requestWith({ data: [{ lossFnInputs: [{ key: 'weights', value: fields }] }] });

describe('ForwardBackwardRequest', () => {
  it('reads what it writes', () => {
    expect(decodeForwardBackwardRequest(encodeForwardBackwardRequest(request))).toEqual(request);
  });

  it('is written as the schema says', () => {
    const read = libraryDecode('ForwardBackwardRequest', encodeForwardBackwardRequest(request));
    expect(read).toMatchObject({
      modelId: 'session:train:0',
      seqId: 7,
      lossFn: 'ppo',
      forwardOnly: true,
      lossFnConfig: [
        { key: 'clip_low_threshold', value: 0.8 },
        { key: 'clip_high_threshold', value: 0 },
      ],
    });
    const [first] = read.data as Record<string, unknown>[];
    expect(first).toMatchObject({
      modelInput: [
        { encodedText: { tokens: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0, 0x70, 0x11, 1, 0) } },
        { encodedText: { tokens: Uint8Array.of(4, 0, 0, 0) } },
      ],
      lossFnInputs: [
        { key: 'target_tokens', value: { dtype: 2, shape: [4n] } },
        { key: 'weights', value: { dtype: 1, shape: [4n] } },
      ],
    });
  });

  it('leaves out what is 0 or false, and reads it as that', () => {
    const bytes = encodeForwardBackwardRequest({ ...request, seqId: 0, forwardOnly: false, data: [] });
    expect(libraryDecode('ForwardBackwardRequest', bytes)).toMatchObject({ seqId: 0, forwardOnly: false });
    expect(decodeForwardBackwardRequest(bytes)).toMatchObject({ seqId: 0, forwardOnly: false, data: [] });
  });

  it('takes the newer settings before the older, and passes over fields it does not know', () => {
    const bytes = requestWith({
      data: [{ newer: 'spans' }],
      lossFnConfig: [
        { key: 'beta', value: 1 },
        { key: 'gamma', value: 2 },
      ],
      lossFnConfigV2: [
        { key: 'beta', value: { number: 3 } },
        { key: 'delta', value: {} },
      ],
    });
    const read = decodeForwardBackwardRequest(bytes);
    expect(read.lossFnConfig).toEqual({ beta: 3, gamma: 2, delta: 0 });
    expect(read.data).toHaveLength(1);
  });

  it('refuses settings that are texts', () => {
    const bytes = requestWith({ lossFnConfigV2: [{ key: 'beta', value: { text: 'high' } }] });
    expect(() => decodeForwardBackwardRequest(bytes)).toThrow('loss_fn_config_v2 holds the text "high"');
  });

  it('reads a tensor without a shape, of int32 and of bfloat16', () => {
    const one = (fields: Record<string, unknown>): unknown =>
      decodeForwardBackwardRequest(tensor(fields)).data[0]?.lossFnInputs.weights;
    expect(one({ dense: Uint8Array.of(0, 0, 128, 63), dtype: 1 })).toEqual({
      dtype: 'float32',
      data: Float32Array.of(1),
    });
    expect(one({ dense: Uint8Array.of(255, 255, 255, 255), dtype: 3, shape: [1n] })).toEqual({
      dtype: 'int64',
      data: Int32Array.of(-1),
      shape: [1],
    });
    expect(one({ dense: Uint8Array.of(0x80, 0x3f, 0x00, 0xc0), dtype: 4 })).toEqual({
      dtype: 'float32',
      data: Float32Array.of(1, -2),
    });
  });

  it.each([
    ['bytes that are no whole values', { dense: Uint8Array.of(1, 2, 3), dtype: 1 }, '3 bytes are not whole'],
    ['no dtype', { dense: Uint8Array.of(0, 0, 128, 63) }, 'dtype 0 is none of'],
    ['another shape', { dense: new Uint8Array(8), dtype: 1, shape: [3n] }, 'shape [3] does not hold 2'],
    ['a negative shape', { dense: new Uint8Array(8), dtype: 1, shape: [-1n, -2n] }, 'shape [-1, -2]'],
    ['an id beyond 32 bits', { dense: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0), dtype: 2 }, 'is 4294967296'],
    ['a sparse tensor', { sparse: { values: Uint8Array.of(0) }, dtype: 1 }, 'is sparse (CSR)'],
  ])('refuses a tensor with %s, naming it', (_what, fields, message) => {
    expect(() => decodeForwardBackwardRequest(tensor(fields))).toThrow('data[0].loss_fn_inputs.weights');
    expect(() => decodeForwardBackwardRequest(tensor(fields))).toThrow(message);
  });

  it('refuses images', () => {
    const bytes = requestWith({ data: [{ modelInput: [{ image: { format: 'png' } }] }] });
    expect(() => decodeForwardBackwardRequest(bytes)).toThrow(
      'data[0].model_input[0] is an image; only text',
    );
  });

  it('refuses whatever is cut off or no protobuf, as malformed', () => {
    const whole = encodeForwardBackwardRequest({ ...request, data: [datum], lossFnConfig: {} });
    const cuts = Array.from({ length: whole.length - 1 }, (_value, i) => whole.subarray(0, i + 1));
    // A cut between two fields is a shorter message.
    const outcomes = cuts.map((bytes) => {
      try {
        decodeForwardBackwardRequest(bytes);
        return 'read';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    });
    expect(new Set(outcomes)).toEqual(new Set(['read', 'malformed']));
    expect(outcomes.filter((outcome) => outcome === 'read').length).toBeLessThan(6);
    expect(() => decodeForwardBackwardRequest(Buffer.from('{"model_id":"m"}'))).toThrow('malformed');
  });
});
