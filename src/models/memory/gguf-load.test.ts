import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ggufHeader } from '../test-gguf.ts';
import { fittingLoad } from './gguf-load.ts';
import type { LlamaLoad, LoadOptions } from './gguf-load.ts';
import { ggufNeed } from './gguf-need.ts';

const MIB = 2 ** 20;
let home: string;
let path: string;
let told: string[];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-load-'));
  path = join(home, 'm.gguf');
  writeFileSync(path, ggufHeader());
});
beforeEach(() => void (told = []));
afterAll(() => rmSync(home, { recursive: true }));

const shape = {
  layers: 4,
  hiddenSize: 256,
  heads: 4,
  kvHeads: 2,
  headDim: 64,
  vocabSize: 3,
  contextLength: 8192,
};
const need = (load: LlamaLoad): number => ggufNeed(statSync(path).size, shape, load).bytes;
const load = (free: number, wanted: LlamaLoad, more: Partial<LoadOptions> = {}): Promise<LlamaLoad> =>
  fittingLoad(path, wanted, {
    ...{ id: 'gguf:m', isContextAsked: false, machine: { free, total: free } },
    warn: (message) => told.push(message),
    ...more,
  });

describe('what llama.cpp is asked to set aside', () => {
  it('counts keys and values of every sequence in 16 bits', () => {
    const one = ggufNeed(7 * MIB, shape, { sequences: 1, contextLength: 1024 });
    const two = ggufNeed(7 * MIB, shape, { sequences: 2, contextLength: 1024 });
    expect(one.terms.weights).toBe(7 * MIB);
    // 4 layers × 2 heads × 64 numbers, keys and values, two bytes each.
    expect(two.bytes - one.bytes).toBe(1024 * 4 * 2 * 64 * 2 * 2);
  });

  it('is what is wanted where it fits', async () => {
    expect(await load(8192 * MIB, { sequences: 8, contextLength: 4096 })).toEqual({
      sequences: 8,
      contextLength: 4096,
    });
    expect(told).toEqual([]);
    expect(await load(8192 * MIB, { sequences: 8, contextLength: 9000 })).toMatchObject({
      contextLength: 8192,
    });
  });

  it('is fewer at once, then a shorter context, each said', async () => {
    const three = need({ sequences: 3, contextLength: 4096 }) + 10_000;
    expect(await load(three, { sequences: 8, contextLength: 4096 })).toEqual({
      sequences: 3,
      contextLength: 4096,
    });
    expect(told).toEqual([
      expect.stringMatching(/^gguf:m: 3 at once in place of 8, which needs \d+ MiB, \d+ MiB free$/),
    ]);
    const half = need({ sequences: 1, contextLength: 2048 });
    expect(await load(half, { sequences: 8, contextLength: 4096 })).toEqual({
      sequences: 1,
      contextLength: 2048,
    });
    expect(told[1]).toMatch(/context is shortened to 2048 tokens, one answer at a time; 4096 tokens needs/);
  });

  it('is refused where nothing fits, or the context was asked for', async () => {
    await expect(load(100 * MIB, { sequences: 8, contextLength: 4096 })).rejects.toMatchObject({
      ...{ code: 'memory', exitCode: 2, hint: expect.stringContaining('smaller quantisation') },
      message: expect.stringMatching(/needs 1\d\d MiB, 100 MiB free \(library 150 MiB/),
    });
    const free = need({ sequences: 1, contextLength: 2048 });
    const asked = load(free, { sequences: 1, contextLength: 4096 }, { isContextAsked: true });
    await expect(asked).rejects.toMatchObject({
      code: 'memory',
      hint: expect.stringContaining('shorter context'),
    });
  });

  it('is left to llama.cpp, loudly, where the header cannot be read here', async () => {
    const other = join(home, 'other.gguf');
    // Of a version to come.
    writeFileSync(other, Buffer.concat([Buffer.from('GGUF'), Buffer.from([9, 0, 0, 0]), Buffer.alloc(64)]));
    const wanted = { sequences: 8, contextLength: 4096 };
    expect(
      await fittingLoad(other, wanted, {
        id: 'gguf:o',
        isContextAsked: false,
        warn: (text) => told.push(text),
      }),
    ).toEqual(wanted);
    expect(told).toEqual([expect.stringMatching(/^gguf:o: whether it fits .* cannot be told beforehand: /)]);
    writeFileSync(other, 'GGUF');
    const cut = fittingLoad(other, wanted, { id: 'gguf:o', isContextAsked: false, warn: () => undefined });
    await expect(cut).rejects.toThrow(/is not a whole GGUF file/);
  });
});
