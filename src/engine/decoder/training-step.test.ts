/** Computing activations again, and logits in chunks, change no result. */

import { expect, test } from 'vitest';
import type { TensorArray } from '../../autograd/index.ts';
import { Random } from '../../core/random.ts';
import { initialAdapter, loraShape } from '../adapter/lora.ts';
import type { LoraShape } from '../adapter/lora.ts';
import { architectureTraits } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { initialWeights } from '../initialise.ts';
import { chunkSizes, newHead } from './head-step.ts';
import type { Keep } from './layer-step.ts';
import { compileStep, keptBytesPerToken } from './training-step.ts';

const config: ModelConfig = {
  architecture: 'Qwen3ForCausalLM',
  ...architectureTraits('Qwen3ForCausalLM'),
  // More than one part of the vocabulary, the last of them short.
  ...{ vocabSize: 4500, hiddenSize: 16, layers: 3, heads: 4, kvHeads: 2, headDim: 8, feedForward: 24 },
  ...{ ropeTheta: 10000, rmsNormEps: 1e-6, tiedEmbeddings: true, contextLength: 64 },
};
const loss = { fn: 'cross_entropy', config: {} } as const;
const weights = initialWeights(config, 1);

const indices = (random: Random, count: number, most: number): BigInt64Array =>
  BigInt64Array.from({ length: count }, () => BigInt(random.int(0, most)));
const floats = (random: Random, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => random.float() - 0.5);

/** All outputs of a step of 2 × 12 tokens with 30 chosen positions, some twice; gradients are added to ones. */
async function stepWith(keep: Keep, lora?: LoraShape): Promise<Record<string, Float32Array>> {
  const random = Random.derive(5, 'step');
  const shape = { rows: 2, length: 12, positions: 30, packed: false, loss };
  const step = await compileStep(config, shape, { threads: 1, lora, keep });
  const feeds: Record<string, TensorArray> = {
    ...Object.fromEntries(weights),
    tokens: indices(random, 24, config.vocabSize - 1),
    positions: BigInt64Array.from({ length: 24 }, (_, i) => BigInt(i % 12)),
    rows: indices(random, 30, 23),
    targets: indices(random, 30, config.vocabSize - 1),
    weights: floats(random, 30),
  };
  for (const [name, size] of step.masks) {
    feeds[name] = Uint8Array.from({ length: size }, () => (random.float() < 0.7 ? 1 : 0));
  }
  const adapter = lora && initialAdapter(config, lora, 1);
  for (const [name, data] of adapter ?? []) feeds[name] = data.map((value) => value + 0.01);
  const out: Record<string, Float32Array> = {
    logprobs: new Float32Array(30),
    loss: new Float32Array(1),
  };
  for (const [name, data] of adapter ?? weights) out[name] = new Float32Array(data.length).fill(1);
  await step.compiled.run(feeds, out);
  await step.compiled.release();
  return out;
}

test.each([
  ['all weights', undefined],
  ['an adapter with dropout', loraShape(2, { dropout: 0.3 })],
])('%s: keeping only the inputs of layers gives the bits that keeping products gives', async (_of, lora) => {
  const [products, inputs] = [await stepWith('products', lora), await stepWith('inputs', lora)];
  expect(products['loss']?.[0]).not.toBe(0);
  expect(Object.values(products).every((values) => values.every(Number.isFinite))).toBe(true);
  for (const [name, values] of Object.entries(products)) expect([name, inputs[name]]).toEqual([name, values]);
});

/** The head on 30 positions of 24 hidden rows, `most` at once. */
async function headWith(most: number): Promise<Record<string, Float32Array>> {
  const random = Random.derive(6, 'head');
  const head = newHead(config, { loss, trained: true }, { threads: 1, most });
  const feeds = {
    ...Object.fromEntries(weights),
    rows: indices(random, 30, 23),
    targets: indices(random, 30, config.vocabSize - 1),
    weights: floats(random, 30),
  };
  const slope = new Float32Array(24 * config.hiddenSize);
  const out: Record<string, Float32Array> = {
    logprobs: new Float32Array(30),
    loss: new Float32Array(1),
    'model.embed_tokens.weight': new Float32Array(config.vocabSize * config.hiddenSize),
    'model.norm.weight': new Float32Array(config.hiddenSize),
  };
  const hidden = floats(random, slope.length);
  await head.run(feeds, out, { count: 30, hidden, slope });
  await head.release();
  return {
    ...out,
    slope,
    hidden,
    rows: Float32Array.from(feeds.rows, Number),
    targets: Float32Array.from(feeds.targets, Number),
  };
}

test('logits in chunks of positions give the loss and gradients of all at once, and the log probabilities by hand', async () => {
  const [whole, chunks] = [await headWith(30), await headWith(8)];
  for (const name of ['logprobs', 'loss', 'slope', 'model.embed_tokens.weight', 'model.norm.weight']) {
    const [a, b] = [whole[name] as Float32Array, chunks[name] as Float32Array];
    const scale = Math.hypot(...(a.length > 1e4 ? a.filter((value) => value !== 0).slice(0, 1e4) : a));
    expect(scale).toBeGreaterThan(0);
    a.forEach((value, i) => expect(Math.abs(value - (b[i] as number))).toBeLessThan(1e-6 * scale));
  }
  const width = config.hiddenSize;
  const table = weights.get('model.embed_tokens.weight') as Float32Array;
  const row = (data: Float32Array, at: number): number[] => [...data.subarray(at * width, (at + 1) * width)];
  const x = row(whole['hidden'] as Float32Array, whole['rows']?.[29] as number);
  const inverse = 1 / Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / width + 1e-6);
  const logits = Array.from({ length: config.vocabSize }, (_, token) =>
    row(table, token).reduce((sum, value, i) => sum + value * (x[i] as number) * inverse, 0),
  );
  const logSum = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
  const expected = (logits[whole['targets']?.[29] as number] as number) - logSum;
  expect(chunks['logprobs']?.[29]).toBeCloseTo(expected, 5);
});

test('chunks have few sizes, and hold every position', () => {
  expect(chunkSizes(650, 325)).toEqual([325, 325]);
  expect(chunkSizes(340, 325)).toEqual([325, 82]);
  expect(chunkSizes(300, 325)).toEqual([325]);
  expect(chunkSizes(60, 325)).toEqual([60]);
  const sizes = new Set(Array.from({ length: 2000 }, (_, i) => chunkSizes(i + 83, 325)).flat());
  expect([...sizes].sort((a, b) => a - b)).toEqual([82, 164, 246, 325]);
});

test('memory of what is kept', () => {
  expect(keptBytesPerToken(config)).toBe(4 * 3 * (2 * 16 + 2 * 6 * 8 + 2 * 24));
});
