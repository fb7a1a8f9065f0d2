import { describe, expect, it } from 'vitest';

import { crossEntropyDatum } from '../model-input.ts';
import { chunksOf, mergeOutputs } from './chunks.ts';

/** Ten positions: 4 + 8 + 4 bytes each. */
const datum = crossEntropyDatum(new Int32Array(11), new Float32Array(11));

describe('chunks', () => {
  it('hold at most so many datums and bytes, in order', () => {
    const data = Array.from({ length: 5 }, () => ({ ...datum }));
    const sizes = (limits: { maxDatums: number; maxBytes: number }): number[] =>
      chunksOf(data, limits).map(({ length }) => length);
    expect(sizes({ maxDatums: 2, maxBytes: 1e9 })).toEqual([2, 2, 1]);
    expect(sizes({ maxDatums: 9, maxBytes: 320 })).toEqual([2, 2, 1]);
    expect(sizes({ maxDatums: 9, maxBytes: 319 })).toEqual([1, 1, 1, 1, 1]);
    expect(sizes({ maxDatums: 9, maxBytes: 1 })).toEqual([1, 1, 1, 1, 1]);
    expect(chunksOf(data, { maxDatums: 2, maxBytes: 1e9 }).flat()).toEqual(data);
  });
});

describe('merged results', () => {
  const part = (
    count: number,
    metrics: Record<string, number>,
  ): Parameters<typeof mergeOutputs>[0][number] => ({
    lossFnOutputType: 'scalar',
    lossFnOutputs: Array.from({ length: count }, () => ({})),
    metrics,
  });

  it('reduce each metric as its name says', () => {
    const merged = mergeOutputs([
      part(3, { 'a:sum': 1, 'b:mean': 2, 'c:min': 5, 'd:max': 5, 'e:slack': 1, 'f:sum': 1, 'g:unique': 4 }),
      part(1, { 'a:sum': 2, 'b:mean': 6, 'c:min': 4, 'd:max': 4, 'e:slack': 5, 'g:unique': 4 }),
    ]);
    expect(merged.lossFnOutputs).toHaveLength(4);
    expect(merged.metrics).toEqual({ 'a:sum': 3, 'b:mean': 3, 'c:min': 4, 'd:max': 5, 'e:slack': 3 });
  });

  it('are left alone where there is one', () => {
    const one = part(1, { 'anything:at_all': 1 });
    expect(mergeOutputs([one])).toBe(one);
  });
});
