/** LoRA through the Tinker verbs: what is trained, sampled, saved and resumed. */

import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../core/random.ts';
import { crossEntropyDatum, modelInputOf } from '../tinker/model-input.ts';
import type { Datum, LoraOptions } from '../tinker/types.ts';
import { readAdapterFolder } from './adapter/adapter-folder.ts';
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
