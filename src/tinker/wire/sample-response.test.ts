import { describe, expect, it } from 'vitest';

import { decodeSampleResponse, encodeSampleResponse } from './sample-response.ts';
import type { SampleOutputs } from './sample-response.ts';
import { libraryDecode, libraryEncode } from './test-schema.ts';

const response: SampleOutputs = {
  sequences: [
    { stopReason: 'stop', tokens: Int32Array.of(5, 6), logprobs: Float32Array.of(-0.5, -1) },
    { stopReason: 'length', tokens: Int32Array.of(7) },
  ],
  promptLogprobs: Float32Array.of(NaN, -2),
  topkPromptLogprobs: {
    k: 2,
    length: 2,
    tokenIds: Int32Array.of(0, 0, 3, 9),
    logprobs: Float32Array.of(-99999, -99999, -1, -4),
  },
};

describe('SampleResponse', () => {
  it('reads what it writes', () => {
    expect(decodeSampleResponse(encodeSampleResponse(response))).toEqual(response);
    expect(decodeSampleResponse(encodeSampleResponse({ sequences: [] }))).toEqual({ sequences: [] });
  });

  it('is written as the schema says', () => {
    expect(libraryDecode('SampleResponse', encodeSampleResponse(response))).toMatchObject({
      sequences: [
        { stopReason: 0, tokens: Uint8Array.of(5, 0, 0, 0, 6, 0, 0, 0) },
        { stopReason: 1, tokens: Uint8Array.of(7, 0, 0, 0) },
      ],
      promptLogprobs: Uint8Array.of(0, 0, 192, 127, 0, 0, 0, 192),
      topkPromptLogprobs: { k: 2, length: 2 },
    });
  });

  it.each([
    [
      'an unknown stop reason',
      { sequences: [{ stopReason: 4 }] },
      'sequences[0] is malformed: stop_reason 4',
    ],
    [
      'logprobs of another length',
      { sequences: [{ tokens: new Uint8Array(8), logprobs: new Uint8Array(4) }] },
      '1 logprobs for 2 tokens',
    ],
    [
      'a table of another size',
      { topkPromptLogprobs: { k: 3, length: 1, tokenIds: new Uint8Array(8), logprobs: new Uint8Array(8) } },
      '2 ids and 2 logprobs for 1 × 3 cells',
    ],
  ])('refuses %s', (_what, fields, message) => {
    expect(() => decodeSampleResponse(libraryEncode('SampleResponse', fields))).toThrow(message);
  });
});
