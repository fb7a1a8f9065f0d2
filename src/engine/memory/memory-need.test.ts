import { describe, expect, it } from 'vitest';
import { keptBytesPerToken } from '../decoder/training-step.ts';
import { architectureTraits } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { parameterCount } from '../files/weight-names.ts';
import { samplingNeed } from './memory-need.ts';
import type { MemoryNeed } from './memory-need.ts';
import { loraParameters, trainingNeed } from './training-need.ts';
import type { TrainingLoad } from './training-need.ts';

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

  it('of LoRA steps lies near the peaks that were measured', () => {
    const machine = 24 * 2 ** 30;
    // GB: 2.1 to 2.4, 2.2, and 7.9 after thirty steps of 32 samples up to 1,983 long.
    const peaks = [
      [{ samples: 1, contextLength: 1024 }, 2.25],
      [{ samples: 4, contextLength: 256 }, 2.2],
      [{ samples: 32, contextLength: 1983, mixed: true }, 7.9],
    ] as const;
    for (const [load, measured] of peaks) {
      const ratio = trainingNeed(config, { ...load, rank: 16 }, machine).bytes / GB / measured;
      expect(Math.abs(Math.log(ratio))).toBeLessThan(Math.log(1.25));
    }
  });

  it('is less where layers keep their inputs alone, and more with mixed lengths, a reference and rollouts', () => {
    const load = { contextLength: 1024, samples: 8, rank: 16 };
    const need = (change: Partial<TrainingLoad>, machine = 24 * 2 ** 30): MemoryNeed =>
      trainingNeed(config, { ...load, ...change }, machine);
    const usual = need({});
    const small = need({}, 4 * 2 ** 30);
    expect(usual.terms.activations).toBe(2 * 1024 * (keptBytesPerToken(config) + 4 * 32 * 576));
    expect(small.terms.activations).toBe(2 * 1024 * 4 * 32 * 576);
    expect(need({ mixed: true }).terms.layers).toBeGreaterThan(3 * (usual.terms.layers as number));
    const weights = 4 * parameterCount(config);
    expect(need({ reference: true }).bytes - usual.bytes).toBeGreaterThan(weights);
    expect(need({ rollouts: 4 }).bytes - usual.bytes).toBeGreaterThan(weights);
    // The caches of answers have a bound.
    expect(need({ rollouts: 5000 }).terms.sampling).toBeLessThan(12 * GB);
  });

  it('counts an adapter by hand', () => {
    const tiny = { ...config, layers: 1, hiddenSize: 4, heads: 2, headDim: 2, kvHeads: 1, feedForward: 8 };
    // q and o 4+4 each, k and v 4+2 each, gate, up and down 4+8 each.
    expect(loraParameters(tiny, 2)).toBe(2 * (8 + 8 + 6 + 6 + 12 + 12 + 12));
  });
});
