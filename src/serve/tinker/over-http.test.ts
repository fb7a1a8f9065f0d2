/** The client of this package against the server of this package: the same numbers, bit for bit, as in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { createLocalService } from '../../engine/local/service.ts';
import { HfTokenizer } from '../../engine/tokenizer/tokenizer.ts';
import { forwardBackwardCustom } from '../../tinker/custom-loss.ts';
import { ServiceClient } from '../../tinker/client/service-client.ts';
import { TestClock } from '../../tinker/client/test-clock.ts';
import type { Fetch } from '../../tinker/client/transport.ts';
import { modelInputOf } from '../../tinker/model-input.ts';
import type { TrainingClient } from '../../tinker/types.ts';
import { testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
let service: ServiceClient;

beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place);
  service = new ServiceClient({
    baseUrl: server.url.replace('/api/v1', ''),
    tokenizer: (id) => HfTokenizer.load(id),
  });
});

afterAll(async () => {
  await service.close();
  await server.shutDown();
  await place.remove();
});

/** Two steps, a custom loss, samples of one tick, and scored prompts. */
async function train(client: TrainingClient): Promise<unknown> {
  const data = testDatums(5);
  const adam = { learningRate: 1e-2, eps: 1e-8 };
  const pipelined = await Promise.all([
    client.forwardBackward(data, 'cross_entropy'),
    client.optimStep(adam),
    client.forwardBackward(data.slice(2), 'cross_entropy'),
    client.optimStep(adam),
  ]);
  const custom = await forwardBackwardCustom(client, data, (logprobs) => ({
    loss: logprobs.reduce((sum, row) => sum + (row[0] ?? NaN) ** 2, 0),
    gradients: logprobs.map((row) => row.map((value, i) => (i === 0 ? 2 * value : 0))),
  }));
  const step = await client.optimStep(adam);
  const sampler = await client.snapshotSampler();
  const prompt = modelInputOf([5, 6, 7, 8]);
  const samples = await Promise.all(
    [1, 2, 3].map((seed) =>
      sampler.sample({ prompt, numSamples: 2, samplingParams: { maxTokens: 6, seed } }),
    ),
  );
  return { pipelined, custom, step, samples, scores: await sampler.computeLogprobs(prompt) };
}

it('trains and samples over HTTP as in this process', async () => {
  const options = { rank: 4, seed: 7 };
  const local = createLocalService({ directory: `${place.directory}/local`, threads: 1, allLogprobs: true });
  const here = await local.createTrainingClient({ baseModel: place.base, ...options });
  const there = await service.createTrainingClient({ baseModel: 'tiny', ...options });
  expect(await train(there)).toEqual(await train(here));
  expect(there.getInfo().contextLength).toBe(here.getInfo().contextLength);
  await here.close();
});

/** Two requests in five go wrong, in turn: refused, reset before or after they were taken, their answers lost, taken twice. */
function faultyFetch(): { fetch: Fetch; faults: number } {
  const random = Random.derive(5, 'faults');
  const reset = (): never => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  };
  const refuse = (status: number): Response => new Response('{"detail":"busy"}', { status });
  const kinds: Fetch[] = [
    async () => refuse(429),
    async () => refuse(503),
    async () => reset(),
    async (url, init) => {
      await fetch(url, init);
      return reset();
    },
    async (url, init) => {
      await (await fetch(url, init)).arrayBuffer();
      return fetch(url, init);
    },
  ];
  const state: { fetch: Fetch; faults: number } = {
    faults: 0,
    fetch: async (url, init) => {
      if (random.float() >= 0.4) return fetch(url, init);
      return (kinds[state.faults++ % kinds.length] as Fetch)(url, init);
    },
  };
  return state;
}

it('trains to the same numbers whatever goes wrong on the way', async () => {
  const options = { baseModel: 'tiny', rank: 4, seed: 7 };
  const undisturbed = await train(await service.createTrainingClient(options));
  const faulty = faultyFetch();
  const disturbed = new ServiceClient({
    baseUrl: server.url.replace('/api/v1', ''),
    onNotice: () => undefined,
    clock: new TestClock(),
    tokenizer: (id) => HfTokenizer.load(id),
    fetch: faulty.fetch,
  });
  expect(await train(await disturbed.createTrainingClient(options))).toEqual(undisturbed);
  expect(faulty.faults).toBeGreaterThan(10);
  await disturbed.close();
});

it('goes on from saved weights, samples from them, and fetches them', async () => {
  const client = await service.createTrainingClient({ baseModel: 'tiny', rank: 4, seed: 1 });
  await client.forwardBackward(testDatums(2), 'cross_entropy');
  await client.optimStep({ learningRate: 1e-2 });
  const { path } = await client.saveWeights('a');
  const again = await service.createTrainingClientFromState(path);
  expect(await again.forward(testDatums(2), 'cross_entropy')).toEqual(
    await client.forward(testDatums(2), 'cross_entropy'),
  );
  const { path: sampled } = await client.saveWeightsForSampler('b');
  const sampler = await service.createSamplingClient(sampled);
  const request = { prompt: modelInputOf([1, 2]), numSamples: 1, samplingParams: { maxTokens: 3, seed: 1 } };
  expect(await sampler.sample(request)).toEqual(await (await client.snapshotSampler()).sample(request));
  const rest = service.rest();
  await rest.downloadCheckpoint(path, `${place.directory}/fetched`);
  const continued = await createLocalService({
    directory: `${place.directory}/local`,
    threads: 1,
    allLogprobs: true,
  }).createTrainingClientFromState(`${place.directory}/fetched`);
  expect(await continued.forward(testDatums(2), 'cross_entropy')).toEqual(
    await again.forward(testDatums(2), 'cross_entropy'),
  );
  await continued.close();
  await rest.setTtl(path, 3600);
  expect((await rest.checkpoints(client.modelId)).map(({ checkpointId }) => checkpointId).toSorted()).toEqual(
    ['sampler_weights/b', 'weights/a'],
  );
  await rest.deleteCheckpoint(path);
  await expect(service.createTrainingClientFromState(path)).rejects.toThrow('weights_info');
  await client.unload();
  await expect(client.optimStep({ learningRate: 1 })).rejects.toThrow('404');
});

it('says what the server says of a request that cannot be', async () => {
  await expect(service.createTrainingClient({ baseModel: 'huge', rank: 4, seed: 1 })).rejects.toThrow('huge');
  const client = await service.createTrainingClient({ baseModel: 'tiny', rank: 4, seed: 1 });
  const [datum] = testDatums(1, 2000);
  await expect(client.forwardBackward(datum ? [datum] : [], 'cross_entropy')).rejects.toThrow('context');
});

it('frees the models of a client that was closed, and keeps what it saved', async () => {
  const closed = new ServiceClient({ baseUrl: server.url.replace('/api/v1', '') });
  const client = await closed.createTrainingClient({ baseModel: 'tiny', rank: 4, seed: 1 });
  const { path } = await client.saveWeights('kept');
  await closed.close();
  const step = { model_id: client.modelId, seq_id: 9, adam_params: { learning_rate: 0 } };
  expect(await server.post('optim_step', step)).toMatchObject({ status: 404 });
  expect((await server.post('weights_info', { tinker_path: path })).status).toBe(200);
  const url = `sessions/${client.modelId.split(':')[0]}/finish`;
  expect((await server.post(url, {})).status).toBe(200);
  expect((await server.post('sessions/none/finish', {})).status).toBe(404);
});
