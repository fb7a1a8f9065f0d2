/** A step that was submitted together with a forward-backward which then failed. */

import { rm } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { DivergedError, InputError } from '../../core/errors.ts';
import { crossEntropyDatum } from '../../tinker/model-input.ts';
import { tinyModel } from '../test-model.ts';
import { createLocalService } from './service.ts';

const { folder, directory } = await tinyModel();
afterAll(() => rm(directory, { recursive: true }));

const good = crossEntropyDatum([5, 9, 7, 30], [0, 1, 1, 1]);
const adam = { learningRate: 0.01 };

test.each([
  ['a loss that is no number', crossEntropyDatum([5, 9, 7], [0, NaN, 1]), DivergedError],
  ['a token outside of the vocabulary', crossEntropyDatum([5, 9999, 7], [0, 1, 1]), InputError],
])('is refused and changes nothing: %s', async (_, bad, error) => {
  const open = (): ReturnType<ReturnType<typeof createLocalService>['createTrainingClient']> =>
    createLocalService({ directory, threads: 1 }).createTrainingClient({
      baseModel: folder,
      rank: 0,
      seed: 1,
    });
  const [client, undisturbed] = [await open(), await open()];
  const lossOf = async (one: typeof client): Promise<number | undefined> =>
    (await one.forwardBackward([good], 'cross_entropy')).metrics['loss:sum'];
  try {
    // Moments that are not zero: a step on an empty gradient would move the weights.
    for (const one of [client, undisturbed]) {
      await lossOf(one);
      await one.optimStep(adam);
    }
    const outcomes = await Promise.allSettled([
      client.forwardBackward([good], 'cross_entropy'),
      client.forwardBackward([bad], 'cross_entropy'),
      client.forwardBackward([good], 'cross_entropy'),
      client.optimStep(adam),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: expect.any(error) as Error });
    expect(outcomes[3]).toMatchObject({ reason: { code: 'gradient' } });
    // What follows is as if nothing had been tried.
    for (let step = 0; step < 2; step++) {
      expect(await lossOf(client)).toBe(await lossOf(undisturbed));
      expect(await client.optimStep(adam)).toEqual(await undisturbed.optimStep(adam));
    }
  } finally {
    await client.close();
    await undisturbed.close();
  }
});

test('settings that no step can have are refused before it, and weights that are not finite are not saved', async () => {
  const service = createLocalService({ directory, threads: 1 });
  const client = await service.createTrainingClient({ baseModel: folder, rank: 0, seed: 1 });
  try {
    const before = await client.forwardBackward([good], 'cross_entropy');
    const wrong = [
      { learningRate: 1e308 },
      { ...adam, beta1: 1 },
      { ...adam, eps: 0 },
      { ...adam, eps: 1e-60 },
      { ...adam, beta2: NaN },
    ];
    for (const params of wrong)
      await expect(client.optimStep(params)).rejects.toMatchObject({ code: 'optimizer' });
    expect(await client.forward([good], 'cross_entropy')).toEqual({ ...before, metrics: {} });
    // Allowed, since float32 can hold it; the weights cannot hold what comes of it.
    await client.optimStep({ learningRate: 3e38, weightDecay: 3e38 });
    for (const save of [client.saveWeights('broken'), client.saveWeightsForSampler('broken')])
      await expect(save).rejects.toMatchObject({ code: 'weights' });
  } finally {
    await client.close();
  }
});
