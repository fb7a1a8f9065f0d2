/** LoRA through the Tinker verbs: what is trained, sampled, saved and resumed. */

import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../core/random.ts';
import { neededNodes } from '../autograd/index.ts';
import type { Tensor } from '../autograd/index.ts';
import { crossEntropyDatum, modelInputOf, tokensOf } from '../tinker/model-input.ts';
import type { Datum, LoraOptions } from '../tinker/types.ts';
import { readAdapterFolder } from './adapter/adapter-folder.ts';
import { loraShape } from './adapter/lora.ts';
import type { LoraShape } from './adapter/lora.ts';
import { layerGraph } from './decoder/layer-step.ts';
import { readModelFolder } from './files/model-folder.ts';
import { createLocalService } from './local/service.ts';
import type { LocalTrainingClient } from './local/training-client.ts';
import { tinyModel } from './test-model.ts';

const made = await tinyModel('Qwen2ForCausalLM');
const clients: LocalTrainingClient[] = [];

afterAll(async () => {
  for (const client of clients) await client.close();
  await rm(made.directory, { recursive: true });
});

const service = (threads = 1): ReturnType<typeof createLocalService> =>
  createLocalService({ directory: join(made.directory, 'checkpoints'), threads });

async function trainer(
  options: { lora?: LoraOptions; threads?: number; baseModel?: string; seed?: number; rank?: number } = {},
): Promise<LocalTrainingClient> {
  const { lora, threads, baseModel = made.folder, seed = 1, rank = 4 } = options;
  const client = await service(threads).createTrainingClient({
    baseModel,
    rank,
    seed,
    ...(lora && { lora }),
  });
  clients.push(client);
  return client;
}

const randomTokens = (random: Random, length: number): number[] =>
  Array.from({ length }, () => random.int(0, 279));

function datums(seed: number, lengths: readonly number[]): Datum[] {
  const random = Random.derive(seed, 'datums');
  return lengths.map((length) =>
    crossEntropyDatum(randomTokens(random, length + 1), new Array<number>(length + 1).fill(1)),
  );
}

const lossOf = async (client: LocalTrainingClient, data: readonly Datum[]): Promise<number> =>
  (await client.forwardBackward(data, 'cross_entropy')).metrics['loss:sum'] as number;

async function steps(client: LocalTrainingClient, count: number, from = 0): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < from + count; step++) {
    losses.push(
      await lossOf(client, datums(step, [12, 20, 9])),
      await lossOf(client, datums(50 + step, [7])),
    );
    await client.optimStep({ learningRate: 2e-2 });
  }
  return losses;
}

const prompt = modelInputOf(randomTokens(Random.derive(3), 20));

test('a new adapter is the base, and training it lowers the loss', async () => {
  const client = await trainer();
  const base = await trainer({ rank: 0 });
  const data = datums(1, [30, 12]);
  expect(await lossOf(client, data)).toBe(await lossOf(base, data));
  expect(client.getInfo()).toMatchObject({ isLora: true, loraRank: 4, parameters: 3712 });
});

test('the graph of a layer has no gradient of the base: two products more a projection forward, and four backward', () => {
  const products = (lora?: LoraShape): number[] => {
    const shape = { rows: 1, length: 8, packed: false } as const;
    const backward = { keep: 'products' } as const;
    const { graph, kept, ...outputs } = layerGraph(made.config, { ...shape, backward }, lora);
    const count = (wanted: Readonly<Record<string, Tensor>> | null, given: readonly Tensor[]): number =>
      neededNodes(graph, Object.values(wanted ?? {}), given).filter(({ op }) => op === 'Gemm').length;
    return [count(outputs.forward, []), count(outputs.backward, kept)];
  };
  // 7 projections, each with a gradient of its input and of its weight; a norm has a vector product for each.
  expect(products()).toEqual([7, 7 * 2 + 2 * 2]);
  expect(products(loraShape(4))).toEqual([7 * 3, 7 * 5 + 2]);
  expect(products(loraShape(4, { targets: ['down_proj'] }))).toEqual([7 + 2, 7 + 4 + 2]);
});

test('packed rows, shared prompts and two lanes give the gradients of samples one by one', async () => {
  const random = Random.derive(13);
  const start = randomTokens(random, 24);
  const answers = [3, 9, 1, 6].map((length) => [...start, ...randomTokens(random, length)]);
  const data = [
    ...answers.map((tokens) =>
      crossEntropyDatum(
        tokens,
        tokens.map((_token, i) => (i < 24 ? 0 : 0.3)),
      ),
    ),
    ...datums(4, [30, 12, 7, 5, 11, 2]),
  ];
  const norms: number[] = [];
  const losses: number[] = [];
  for (const [threads, apart] of [
    [1, false],
    [1, true],
    [2, false],
  ] as const) {
    const client = await trainer({ threads });
    // The first step makes B other than zero.
    await lossOf(client, datums(5, [20]));
    await client.optimStep({ learningRate: 2e-2 });
    for (const part of apart ? data.map((datum) => [datum]) : [data]) await lossOf(client, part);
    norms.push((await client.optimStep({ learningRate: 2e-2 })).metrics['grad_norm:mean'] as number);
    losses.push(await lossOf(client, data));
  }
  for (const [i, norm] of norms.entries()) {
    expect(Math.abs(norm / (norms[0] as number) - 1)).toBeLessThan(1e-5);
    expect(Math.abs((losses[i] as number) / (losses[0] as number) - 1)).toBeLessThan(1e-4);
  }
});

test.each([1, 2])(
  'a resumed run has the bits of one that went on, dropout included, on %i threads',
  async (threads) => {
    const client = await trainer({ threads, lora: { dropout: 0.2 } });
    const again = await trainer({ threads, lora: { dropout: 0.2 } });
    const first = await steps(client, 2);
    expect(await steps(again, 2)).toEqual(first);
    const { path } = await client.saveWeights(`two-${threads}`);
    const files = await readdir(path);
    expect(files).toContain('adapter_model.safetensors');
    expect(files).not.toContain('model.safetensors');
    const resumed = await service(threads).createTrainingClientFromState(path);
    clients.push(resumed);
    expect(await steps(resumed, 2, 2)).toEqual(await steps(client, 2, 2));
    const otherSeed = await trainer({ threads, lora: { dropout: 0.2 }, seed: 2 });
    expect(await steps(otherSeed, 2)).not.toEqual(first);
  },
);

test('dropout is on in training and off in scoring', async () => {
  const [client, plain] = [await trainer({ lora: { dropout: 0.5 } }), await trainer()];
  const data = datums(1, [30]);
  await client.forwardBackward(data, 'cross_entropy');
  await plain.forwardBackward(data, 'cross_entropy');
  await client.optimStep({ learningRate: 2e-2 });
  await plain.optimStep({ learningRate: 2e-2 });
  const scored = async (): Promise<number[]> => [
    ...((await client.forward(data, 'cross_entropy')).lossFnOutputs[0]?.logprobs as Float32Array),
  ];
  const loss = async (): Promise<number> => await lossOf(client, data);
  const exact = -(await scored()).reduce((sum, value) => sum + value, 0);
  expect(await scored()).toEqual(await scored());
  const [one, two] = [await loss(), await loss()];
  expect(Math.abs(one - exact)).toBeGreaterThan(0.1);
  expect(one).not.toBe(two);
  await client.optimStep({ learningRate: 0 });
});

test('a sampler has the weights merged, frozen, and scores as a training pass does', async () => {
  const client = await trainer();
  await steps(client, 3);
  const sampler = await client.snapshotSampler();
  const [datum] = datums(9, [25]) as [Datum];
  const tokens = tokensOf(datum.modelInput);
  const scored = await sampler.computeLogprobs(modelInputOf(tokens));
  const trained = (await client.forward([datum], 'cross_entropy')).lossFnOutputs[0]?.logprobs as Float32Array;
  scored.forEach(
    (value, i) => i > 0 && expect(Math.abs(value - (trained[i - 1] as number))).toBeLessThan(1e-4),
  );
  await steps(client, 1);
  expect(await sampler.computeLogprobs(modelInputOf(tokens))).toEqual(scored);
});

test('a saved adapter is sampled from, trained on, and found again when its run folder has moved', async () => {
  const run = join(made.directory, 'run');
  await cp(made.folder, join(run, 'models', 'base'), { recursive: true });
  const local = createLocalService({ directory: join(run, 'checkpoints'), threads: 1 });
  const client = await local.createTrainingClient({
    baseModel: join(run, 'models', 'base'),
    rank: 4,
    seed: 1,
  });
  clients.push(client);
  await steps(client, 3);
  const expected = await (await client.snapshotSampler()).computeLogprobs(prompt);
  const { path } = await client.saveWeightsForSampler('sft');
  await client.saveWeights('state');
  await rename(path, join(run, 'models', 'sft'));
  const moved = join(made.directory, 'moved');
  await rename(run, moved);
  const sft = join(moved, 'models', 'sft');
  const config = JSON.parse(await readFile(join(sft, 'adapter_config.json'), 'utf8')) as object;
  expect(config).toMatchObject({
    base_model_name_or_path: 'models/base',
    r: 4,
    lora_alpha: 32,
    peft_type: 'LORA',
  });
  const reference = await service().createSamplingClient(sft);
  expect(await reference.computeLogprobs(prompt)).toEqual(expected);
  // Only the changed weights differ from the base's.
  const [merged, base] = [await readModelFolder(sft), await readModelFolder(made.folder)];
  for (const [name, values] of merged.weights) {
    expect(values.some((value, i) => value !== base.weights.get(name)?.[i])).toBe(
      /_proj\.weight$/.test(name),
    );
  }

  const next = await trainer({ baseModel: sft });
  expect(next.getInfo()).toMatchObject({ isLora: true, loraRank: 4 });
  expect(await (await next.snapshotSampler()).computeLogprobs(prompt)).toEqual(expected);
  await steps(next, 1);
  const { path: grpo } = await next.saveWeightsForSampler('grpo');
  expect((await readAdapterFolder(grpo)).baseFolder).toBe(join(moved, 'models', 'base'));
  await expect(trainer({ baseModel: sft, rank: 8 })).rejects.toThrow(
    'is an adapter of rank 4, asked for was 8',
  );
  await expect(trainer({ baseModel: sft, lora: { alpha: 4 } })).rejects.toThrow(
    'of alpha 32, asked for was 4',
  );
  const full = await trainer({ baseModel: sft, rank: 0 });
  expect(full.getInfo().isLora).toBe(false);
  expect(await (await full.snapshotSampler()).computeLogprobs(prompt)).toEqual(expected);
  const resumed = await service().createTrainingClientFromState(
    join(moved, 'checkpoints', 'weights', 'state'),
  );
  clients.push(resumed);
  expect(await (await resumed.snapshotSampler()).computeLogprobs(prompt)).toEqual(expected);
});

test('options that mean nothing are refused by name', async () => {
  await expect(trainer({ rank: 1.5 })).rejects.toThrow('rank 1.5 is not a whole number');
  await expect(trainer({ rank: 0, lora: { alpha: 1 } })).rejects.toThrow('rank 0 trains all parameters');
  await expect(trainer({ lora: { alpha: 0 } })).rejects.toThrow('lora.alpha is 0');
  await expect(trainer({ lora: { dropout: 1 } })).rejects.toThrow('lora.dropout is 1');
  await expect(trainer({ lora: { targets: [] } })).rejects.toThrow('lora.targets: none given');
  await expect(trainer({ lora: { targets: ['q_proj', 'k_proj', 'q_proj'] } })).rejects.toThrow(
    'lora.targets names q_proj more than once',
  );
});

test('a rank above the smaller side of a matrix is refused, with what would fit', async () => {
  await expect(trainer({ rank: 17 })).rejects.toMatchObject({
    exitCode: 2,
    message: 'lora.rank 17 is above the smaller side of model.layers.0.self_attn.k_proj, which is 16 × 32',
    hint: 'Set lora.rank to 16 or less, or leave k_proj, v_proj out: lora.targets: [q_proj, o_proj, gate_proj, up_proj, down_proj].',
  });
  await expect(trainer({ rank: 33, lora: { targets: ['up_proj'] } })).rejects.toMatchObject({
    hint: 'Set lora.rank to 32 or less.',
  });
  const widest = await trainer({ rank: 32, lora: { targets: ['up_proj'] } });
  expect(widest.getInfo().loraRank).toBe(32);
});
