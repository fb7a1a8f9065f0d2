/** An adapter on projections with biases is what its merged weights are, forward and backward. */

import { expect, test } from 'vitest';
import type { TensorArray } from '../../autograd/index.ts';
import { Random } from '../../core/random.ts';
import { compileStep } from '../decoder/training-step.ts';
import { architectureTraits } from '../files/model-config.ts';
import type { Architecture, ModelConfig } from '../files/model-config.ts';
import { initialWeights } from '../initialise.ts';
import { adapterNames, adaptedProjections, initialAdapter, loraScale, loraShape } from './lora.ts';
import type { LoraShape } from './lora.ts';
import { mergeAdapter } from './merge.ts';

const LENGTH = 12;
const lora = loraShape(3, { alpha: 6 });
const random = Random.derive(4, 'biases');
const noise = (values: Float32Array): Float32Array => values.map(() => 0.3 * random.normal());
type Arrays = ReadonlyMap<string, Float32Array>;

function configOf(architecture: Architecture, biases: Partial<ModelConfig>): ModelConfig {
  return {
    ...{ architecture, ...architectureTraits(architecture), ...biases },
    ...{ vocabSize: 40, hiddenSize: 16, layers: 2, heads: 4, kvHeads: 2, headDim: 8, feedForward: 24 },
    ...{ ropeTheta: 10000, rmsNormEps: 1e-6, tiedEmbeddings: true, contextLength: 64 },
  };
}

/** Log probabilities and gradients of one sequence. */
async function stepOf(
  config: ModelConfig,
  weights: Arrays,
  trained: Arrays,
  adapter?: LoraShape,
): Promise<{ logprobs: Float32Array; gradients: Map<string, Float32Array> }> {
  const loss = { fn: 'cross_entropy', config: {} } as const;
  const shape = { rows: 1, length: LENGTH, positions: null, packed: false, loss };
  const step = await compileStep(config, shape, { threads: 1, lora: adapter });
  const tokens = BigInt64Array.from({ length: LENGTH }, (_, i) => BigInt((7 * i + 3) % 40));
  const feeds: Record<string, TensorArray> = {
    ...Object.fromEntries([...weights, ...trained]),
    ...{ tokens, positions: BigInt64Array.from({ length: LENGTH }, (_, i) => BigInt(i)) },
    ...{ targets: tokens, weights: new Float32Array(LENGTH).fill(1) },
  };
  const gradients = new Map([...trained].map(([name, { length }]) => [name, new Float32Array(length)]));
  const logprobs = new Float32Array(LENGTH);
  await step.compiled.run(feeds, { ...Object.fromEntries(gradients), logprobs, loss: new Float32Array(1) });
  await step.compiled.release();
  return { logprobs, gradients };
}

/** The largest difference, by the largest value. */
function distance(a: Float32Array, b: Float32Array): number {
  const most = (values: Float32Array): number =>
    values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  expect(most(b)).toBeGreaterThan(0);
  return most(a.map((value, i) => value - (b[i] as number))) / most(b);
}

test.each<[string, number, Architecture, Partial<ModelConfig>]>([
  ['Qwen2: queries, keys, values', 3, 'Qwen2ForCausalLM', {}],
  ['Llama: attention', 4, 'LlamaForCausalLM', { qkvBias: true, outputBias: true }],
  ['Llama: feed-forward', 3, 'LlamaForCausalLM', { mlpBias: true }],
  ['Llama: all', 7, 'LlamaForCausalLM', { qkvBias: true, outputBias: true, mlpBias: true }],
  ['Qwen3: attention', 4, 'Qwen3ForCausalLM', { qkvBias: true, outputBias: true }],
])('biases of %s', async (_name, biases, architecture, change) => {
  const config = configOf(architecture, change);
  const base = initialWeights(config, 1, 0.3);
  const ofLayer = [...base.keys()].filter((name) => /layers\.0\..*\.bias$/.test(name));
  expect(ofLayer).toHaveLength(biases);
  for (const [name, values] of base) if (name.endsWith('.bias')) base.set(name, noise(values));
  const adapter = new Map(
    [...initialAdapter(config, lora, 1)].map(([name, values]) => [name, noise(values)]),
  );
  const merged = await mergeAdapter(config, base, { lora, weights: adapter });

  const applied = await stepOf(config, base, adapter, lora);
  const whole = await stepOf(config, new Map(), merged);
  const plain = await stepOf(config, new Map(), base);
  expect(distance(applied.logprobs, whole.logprobs)).toBeLessThan(1e-5);
  expect(distance(applied.logprobs, plain.logprobs)).toBeGreaterThan(0.01);

  // W' = W + s·B·A, so that dB = s · dW' · Aᵀ.
  for (const { projection, out, width } of adaptedProjections(config, lora.targets)) {
    const names = adapterNames(projection);
    const a = adapter.get(names.a) as Float32Array;
    const dW = whole.gradients.get(`${projection}.weight`) as Float32Array;
    const expected = new Float32Array(out * lora.rank);
    for (let o = 0; o < out; o++)
      for (let r = 0; r < lora.rank; r++)
        for (let i = 0; i < width; i++)
          expected[o * lora.rank + r] =
            (expected[o * lora.rank + r] as number) +
            loraScale(lora) * (dW[o * width + i] as number) * (a[r * width + i] as number);
    expect(distance(applied.gradients.get(names.b) as Float32Array, expected)).toBeLessThan(1e-4);
  }
});
