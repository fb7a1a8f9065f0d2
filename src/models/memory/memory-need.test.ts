import { describe, expect, it } from 'vitest';
import { architectureTraits, parameterCount } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';
import { loraParameters, samplingNeed, trainingNeed } from './memory-need.ts';
import { memoryText } from './machine-memory.ts';
import { requireMemory } from './require-memory.ts';

/** SmolLM2-135M. */
const config: ModelConfig = {
  ...{ architecture: 'LlamaForCausalLM', ...architectureTraits('LlamaForCausalLM') },
  ...{ vocabSize: 49152, hiddenSize: 576, layers: 30, heads: 9, kvHeads: 3, headDim: 64, feedForward: 1536 },
  ...{ ropeTheta: 10000, rmsNormEps: 1e-6, tiedEmbeddings: true, contextLength: 4096 },
};
const GB = 1e9;

describe('the memory of the engine', () => {
  it('holds each weight in four bytes, keys and values of every row, and grows with rows and context', () => {
    const one = samplingNeed(config, { rows: 1, contextLength: 256 });
    expect(one.terms.weights).toBe(4 * parameterCount(config));
    const longer = samplingNeed(config, { rows: 2, contextLength: 512 });
    expect(longer.terms.cache).toBe(4 * (one.terms.cache as number));
  });

  it('of a whole training step has three more arrays as large as the weights, of an adapter as large as the adapter', () => {
    const load = { contextLength: 256, samples: 1 };
    const full = trainingNeed(config, { ...load, rank: 0 });
    expect((full.terms.moments as number) / 4).toBe(2 * parameterCount(config));
    const lora = trainingNeed(config, { ...load, rank: 16 });
    expect((lora.terms.moments as number) / 4).toBe(2 * loraParameters(config, 16));
    expect(full.bytes - lora.bytes).toBeGreaterThan(1.5 * GB);
  });

  it('counts an adapter by hand', () => {
    const tiny = { ...config, layers: 1, hiddenSize: 4, heads: 2, headDim: 2, kvHeads: 1, feedForward: 8 };
    // q and o 4+4 each, k and v 4+2 each, gate, up and down 4+8 each.
    expect(loraParameters(tiny, 2)).toBe(2 * (8 + 8 + 6 + 6 + 12 + 12 + 12));
  });
});

it('a refusal says what needs how much, what is free, and the largest parts', () => {
  const need = { bytes: 9.1 * 2 ** 30, terms: { weights: 8 * 2 ** 30, cache: 1.1 * 2 ** 30 } };
  expect(() => requireMemory('m', need, 'Use less.', { free: 24 * 2 ** 30, total: 0 })).not.toThrow();
  expect(() => requireMemory('m', need, 'Use less.', { free: 4 * 2 ** 30, total: 0 })).toThrow(
    'm needs 9.1 GiB, 4.0 GiB free (weights 8.0 GiB, cache 1.1 GiB',
  );
  expect(memoryText(100 * 2 ** 20)).toBe('100 MiB');
});
