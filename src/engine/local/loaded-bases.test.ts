import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelInputOf, crossEntropyDatum } from '../../tinker/model-input.ts';
import { tinyModel } from '../test-model.ts';
import { LoadedBases } from './loaded-bases.ts';
import { createLocalService } from './service.ts';

test('adapters of one base share its weights, and their samplers sample as without sharing', async () => {
  const { folder, directory } = await tinyModel();
  const bases = new LoadedBases();
  const tokens = Array.from({ length: 12 }, (_value, i) => i * 5);
  const datum = crossEntropyDatum(
    tokens,
    tokens.map(() => 1),
  );
  const request = {
    ...{ prompt: modelInputOf([1, 2, 3]), numSamples: 2 },
    samplingParams: { maxTokens: 6, seed: 1, temperature: 1 },
  };
  const sampled: unknown[] = [];
  for (const shared of [bases, undefined]) {
    const service = createLocalService({ directory, threads: 1, ...(shared && { bases: shared }) });
    const client = await service.createTrainingClient({ baseModel: folder, rank: 4, seed: 1 });
    await client.forwardBackward([datum], 'cross_entropy');
    await client.optimStep({ learningRate: 0.1 });
    const { path } = await client.saveWeightsForSampler('a', { overwrite: true });
    for (const sampler of [await client.snapshotSampler(), await service.createSamplingClient(path)])
      sampled.push(await sampler.sample(request));
    await client.close();
  }
  for (const other of sampled) expect(other).toEqual(sampled[0]);
  expect(await bases.read(folder)).toBe(await bases.read(folder));
  expect((await bases.readMerged(folder)).weights).toBe((await bases.read(folder)).weights);
  // A matrix that the adapter does not change is not copied.
  const name = 'model.embed_tokens.weight';
  const merged = await bases.readMerged(join(directory, 'sampler_weights', 'a'));
  expect(merged.weights.get(name)).toBe((await bases.read(folder)).weights.get(name));
  await expect(bases.read(join(directory, 'nowhere'))).rejects.toThrow(/does not exist/);
  await bases.close();
  await rm(directory, { recursive: true });
});
