/** The engine as a whole, through the Tinker verbs alone, on tiny models of each architecture. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../core/random.ts';
import { crossEntropyDatum, float32Tensor, int64Tensor, modelInputOf } from '../tinker/model-input.ts';
import type { Datum, LossFn } from '../tinker/types.ts';
import { architectures } from './files/model-config.ts';
import { createLocalService } from './local/service.ts';
import type { LocalTrainingClient } from './local/training-client.ts';
import { tinyModel } from './test-model.ts';

const made = await Promise.all([
  tinyModel('Qwen2ForCausalLM'),
  tinyModel('Qwen3ForCausalLM'),
  tinyModel('LlamaForCausalLM', { tiedEmbeddings: false, kvHeads: 1 }),
  tinyModel('Qwen3ForCausalLM', { headDim: 6 }),
]);
const clients: LocalTrainingClient[] = [];

afterAll(async () => {
  for (const client of clients) await client.close();
  for (const { directory } of made) await rm(directory, { recursive: true });
});

async function trainer(index = 1, threads = 1): Promise<LocalTrainingClient> {
  const { folder, directory } = made[index] as (typeof made)[number];
  const client = await createLocalService({ directory, threads }).createTrainingClient({
    baseModel: folder,
    rank: 0,
    seed: 1,
  });
  clients.push(client);
  return client;
}

const randomTokens = (random: Random, length: number): number[] =>
  Array.from({ length }, () => random.int(0, 279));

function datums(seed: number, lengths: readonly number[]): Datum[] {
  const random = Random.derive(seed, 'datums');
  return lengths.map((length) => {
    const tokens = randomTokens(random, length + 1);
    return crossEntropyDatum(
      tokens,
      tokens.map(() => 1),
    );
  });
}

const lossOf = async (
  client: LocalTrainingClient,
  data: readonly Datum[],
  fn: LossFn = 'cross_entropy',
): Promise<number> => (await client.forwardBackward(data, fn)).metrics['loss:sum'] as number;

describe.each([...architectures, 'heads of 6'].map((name, i) => [name, i] as const))('%s', (_name, index) => {
  test.each([3, 1])(
    'log probabilities of %i samples a prompt equal those of a training pass',
    async (numSamples) => {
      const client = await trainer(index);
      const sampler = await client.snapshotSampler();
      const random = Random.derive(2, index);
      const prompts = [5, 17, 30, 9, 12].map((length) => randomTokens(random, length));
      const responses = await Promise.all(
        prompts.map((prompt, i) =>
          sampler.sample({
            prompt: modelInputOf(prompt),
            numSamples,
            samplingParams: { maxTokens: 8 + 6 * i, seed: i, stop: i === 3 ? [...Array(90).keys()] : [] },
          }),
        ),
      );
      for (const [i, prompt] of prompts.entries()) {
        for (const sequence of responses[i]?.sequences ?? []) {
          const all = [...prompt, ...sequence.tokens];
          const datum = crossEntropyDatum(
            all,
            all.map(() => 1),
          );
          const { lossFnOutputs } = await client.forward([datum], 'cross_entropy');
          const trained = lossFnOutputs[0]?.logprobs.slice(prompt.length - 1) as Float32Array;
          expect(trained.length).toBe(sequence.logprobs.length);
          sequence.logprobs.forEach((value, t) =>
            expect(Math.abs(value - (trained[t] as number))).toBeLessThan(1e-4),
          );
          if (i !== 3) expect(sequence).toMatchObject({ stopReason: 'length' });
          const scored = await sampler.computeLogprobs(modelInputOf(all));
          expect(scored[0]).toBeNaN();
          trained.forEach((value, t) =>
            expect(Math.abs(value - (scored[prompt.length + t] as number))).toBeLessThan(1e-4),
          );
        }
      }
    },
  );

  test('a small step along the gradient lowers the loss by as much as the gradient says', async () => {
    const client = await trainer(index);
    const data = datums(3, [6, 9, 4]);
    const before = await lossOf(client, data);
    const norm = (await client.optimStep({ learningRate: 0 })).metrics['grad_norm:mean'] as number;
    const expected = 0.1;
    // With a huge eps and no momentum AdamW is plain descent at rate learningRate / eps, which lowers the loss by rate · |gradient|².
    const eps = 1e6;
    await lossOf(client, data);
    await client.optimStep({ learningRate: (eps * expected) / norm ** 2, eps, beta1: 0, beta2: 0 });
    const lowered = before - (await lossOf(client, data));
    expect(Math.abs(lowered - expected)).toBeLessThan(0.1 * expected);
  });
});

test('samples that share a row do not see each other', async () => {
  const client = await trainer();
  const data = datums(4, [12, 3, 7, 5, 11, 2]);
  const together = (await client.forward(data, 'cross_entropy')).lossFnOutputs;
  for (const [i, datum] of data.entries()) {
    const alone = (await client.forward([datum], 'cross_entropy')).lossFnOutputs[0]?.logprobs as Float32Array;
    together[i]?.logprobs.forEach((value, t) =>
      expect(Math.abs(value - (alone[t] as number))).toBeLessThan(1e-5),
    );
  }
});

test('gradients of several calls add up, and losses are sums', async () => {
  const data = datums(5, [20, 9, 14, 30, 7, 5]);
  const [once, parts] = [await trainer(), await trainer()];
  const total = await lossOf(once, data);
  const first = await lossOf(parts, data.slice(0, 2));
  const second = await lossOf(parts, data.slice(2));
  expect(first + second).toBeCloseTo(total, 3);
  const a = await once.optimStep({ learningRate: 1e-3 });
  const b = await parts.optimStep({ learningRate: 1e-3 });
  expect(a.metrics['grad_norm:mean']).toBeCloseTo(b.metrics['grad_norm:mean'] as number, 3);
  expect(await lossOf(once, data)).toBeCloseTo(await lossOf(parts, data), 3);
});

test('two lanes give the losses and gradients of one, and the same bits every time', async () => {
  const run = async (threads: number): Promise<number[]> => {
    const client = await trainer(1, threads);
    const figures: number[] = [];
    // Several calls a step, and one datum alone, which has nobody to share with.
    for (const lengths of [[20, 9, 14, 30, 7, 5], [11], [30, 30, 30]]) {
      figures.push(
        await lossOf(client, datums(21, lengths)),
        await lossOf(client, datums(22, lengths.slice(1).concat(8))),
      );
      figures.push((await client.optimStep({ learningRate: 1e-2 })).metrics['grad_norm:mean'] as number);
    }
    const { lossFnOutputs } = await client.forward(datums(23, [25, 3, 8]), 'cross_entropy');
    return [...figures, ...lossFnOutputs.flatMap(({ logprobs }) => [...logprobs])];
  };
  const [one, two, again] = [await run(1), await run(2), await run(2)];
  expect(again).toEqual(two);
  two.forEach((figure, i) => expect(Math.abs(figure / (one[i] as number) - 1)).toBeLessThan(1e-4));
});

test('answers to one prompt share its tokens in a row, with the losses and gradients they have alone', async () => {
  const random = Random.derive(13);
  const prompts = [24, 40].map((length) => randomTokens(random, length));
  const data = prompts.flatMap((prompt) =>
    [3, 9, 1, 6, 12].map((length) => {
      const tokens = [...prompt, ...randomTokens(random, length)];
      return crossEntropyDatum(
        tokens,
        tokens.map((_token, i) => (i < prompt.length ? 0 : 0.1 * (1 + (i % 3)))),
      );
    }),
  );
  const [together, alone] = [await trainer(), await trainer()];
  const shared = (await together.forwardBackward(data, 'cross_entropy')).lossFnOutputs;
  for (const [i, datum] of data.entries()) {
    const { lossFnOutputs } = await alone.forwardBackward([datum], 'cross_entropy');
    const from = (prompts[Math.floor(i / 5)] as number[]).length - 1;
    lossFnOutputs[0]?.logprobs.forEach((value, t) => {
      if (t >= from) expect(Math.abs(value - (shared[i]?.logprobs[t] as number))).toBeLessThan(1e-5);
      else expect(shared[i]?.logprobs[t]).toBeNaN();
    });
  }
  const a = await together.optimStep({ learningRate: 1e-2 });
  const b = await alone.optimStep({ learningRate: 1e-2 });
  expect(a.metrics['grad_norm:mean']).toBeCloseTo(b.metrics['grad_norm:mean'] as number, 4);
  expect(await lossOf(together, data)).toBeCloseTo(await lossOf(alone, data), 3);
});

test('only positions with weight get log probabilities, unless the service gives all', async () => {
  const { folder, directory } = made[1] as (typeof made)[number];
  const service = createLocalService({ directory, threads: 1, allLogprobs: true });
  const hosted = await service.createTrainingClient({ baseModel: folder, rank: 0, seed: 1 });
  clients.push(hosted);
  const client = await trainer();
  const tokens = randomTokens(Random.derive(6), 12);
  const datum = crossEntropyDatum(
    tokens,
    tokens.map((_token, i) => (i > 6 ? 1 : 0)),
  );
  const all = (await hosted.forward([datum], 'cross_entropy')).lossFnOutputs[0]?.logprobs as Float32Array;
  expect([...all].some(Number.isNaN)).toBe(false);
  for (const verb of ['forward', 'forwardBackward'] as const) {
    const { lossFnOutputs } = await client[verb]([datum], 'cross_entropy');
    const some = lossFnOutputs[0]?.logprobs as Float32Array;
    expect([...some].map(Number.isNaN)).toEqual(tokens.slice(1).map((_token, i) => i < 6));
    some.forEach((value, i) => !Number.isNaN(value) && expect(value).toBeCloseTo(all[i] as number, 5));
  }
});

test.each(['importance_sampling', 'ppo', 'cispo', 'dro'] as const)(
  '%s has the value of its formula',
  async (fn) => {
    const client = await trainer();
    const random = Random.derive(7);
    const tokens = randomTokens(random, 11);
    const plain = crossEntropyDatum(
      tokens,
      tokens.map(() => 1),
    );
    const logprob = (await client.forward([plain], 'cross_entropy')).lossFnOutputs[0]
      ?.logprobs as Float32Array;
    const q = logprob.map((value, i) => value + (i % 3 === 0 ? 0.5 : -0.4));
    const advantages = logprob.map((_value, i) => (i % 2 === 0 ? 1.5 : -0.7));
    const datum: Datum = {
      modelInput: plain.modelInput,
      lossFnInputs: {
        target_tokens: int64Tensor(tokens.slice(1)),
        logprobs: float32Tensor(q),
        advantages: float32Tensor(advantages),
      },
    };
    let expected = 0;
    logprob.forEach((l, i) => {
      const a = advantages[i] as number;
      const r = Math.exp(l - (q[i] as number));
      const clipped = Math.min(Math.max(r, 0.8), 1.2);
      if (fn === 'importance_sampling') expected -= r * a;
      if (fn === 'ppo') expected -= Math.min(r * a, clipped * a);
      if (fn === 'cispo') expected -= clipped * l * a;
      if (fn === 'dro') expected -= l * a - 0.025 * (l - (q[i] as number)) ** 2;
    });
    expect(await lossOf(client, [datum], fn)).toBeCloseTo(expected, 3);
  },
);

test('a saved state goes on exactly as the run that saved it', async () => {
  const data = datums(8, [12, 20, 9]);
  const client = await trainer();
  for (let step = 0; step < 3; step++) {
    await lossOf(client, data);
    await client.optimStep({ learningRate: 1e-2 });
  }
  const { path } = await client.saveWeights('three', { overwrite: true });
  const service = createLocalService({ directory: join(path, '..', '..'), threads: 1 });
  const resumed = await service.createTrainingClientFromState(path);
  clients.push(resumed);
  for (let step = 0; step < 3; step++) {
    expect(await lossOf(resumed, data)).toBe(await lossOf(client, data));
    await client.optimStep({ learningRate: 1e-2 });
    await resumed.optimStep({ learningRate: 1e-2 });
  }
});

test.each(['model', 'optimizer'])(
  'a saved state with a flipped bit in %s.safetensors is refused',
  async (part) => {
    const client = await trainer();
    await lossOf(client, datums(8, [12]));
    await client.optimStep({ learningRate: 1e-2 });
    const { path } = await client.saveWeights(`flipped-${part}`);
    const service = createLocalService({ directory: join(path, '..', '..'), threads: 1 });
    const file = join(path, `${part}.safetensors`);
    const bytes = await readFile(file);
    const at = bytes.length - 3;
    bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(file, bytes);
    await expect(service.createTrainingClientFromState(path)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`${file} is damaged: its checksum is`),
    });
    await rm(`${file}.checksum.json`);
    clients.push(await service.createTrainingClientFromState(path));
  },
);

test('a sampler is a frozen snapshot, and the same seed gives the same samples', async () => {
  const client = await trainer();
  const sampler = await client.snapshotSampler();
  const request = {
    prompt: modelInputOf(randomTokens(Random.derive(9), 10)),
    numSamples: 4,
    samplingParams: { maxTokens: 12, seed: 5 },
  };
  const before = await sampler.sample(request);
  await lossOf(client, datums(9, [20]));
  await client.optimStep({ learningRate: 0.1 });
  expect(await sampler.sample(request)).toEqual(before);
  expect(before.sequences[0]?.tokens).not.toEqual(before.sequences[1]?.tokens);
  const greedy = { ...request, samplingParams: { maxTokens: 12, temperature: 0 } };
  const topOne = { ...request, samplingParams: { maxTokens: 12, topK: 1, seed: 3 } };
  expect((await sampler.sample(topOne)).sequences[2]?.tokens).toEqual(
    (await sampler.sample(greedy)).sequences[0]?.tokens,
  );
});

test('stop strings end a row, and its last token completes them', async () => {
  const client = await trainer();
  const sampler = await client.snapshotSampler();
  const tokenizer = client.getTokenizer();
  const prompt = modelInputOf(randomTokens(Random.derive(10), 10));
  const free = await sampler.sample({
    prompt,
    numSamples: 1,
    samplingParams: { maxTokens: 30, seed: 1, stop: [] },
  });
  const text = tokenizer.decode(free.sequences[0]?.tokens ?? [], { keepSpecial: true });
  const stop = text.slice(8, 11);
  const stopped = await sampler.sample({
    prompt,
    numSamples: 1,
    samplingParams: { maxTokens: 30, seed: 1, stop: [stop] },
  });
  expect(stopped.sequences[0]?.stopReason).toBe('stop');
  expect(tokenizer.decode(stopped.sequences[0]?.tokens ?? [], { keepSpecial: true })).toContain(stop);
});

test('faults are named', async () => {
  const client = await trainer();
  const [datum] = datums(11, [5]) as [Datum];
  const broken = {
    ...datum,
    lossFnInputs: { target_tokens: int64Tensor([1, 2, 3, 4, 999]), weights: float32Tensor([1, 1, 1, 1, 1]) },
  };
  await expect(client.forward([broken], 'cross_entropy')).rejects.toThrow(
    'datum 0: token 999 is outside the vocabulary of 288',
  );
  await expect(client.forward([datum], 'ppo')).rejects.toThrow('ppo needs logprobs');
  await expect(client.forward([], 'cross_entropy')).rejects.toThrow('no datums');
  await expect(client.forward([datum], 'ppo', { clip: 1 })).rejects.toThrow(
    'unknown setting clip; known: clip_low_threshold',
  );
  await expect(lossOf(client, datums(12, [400]))).rejects.toThrow('400 tokens do not fit');
});
