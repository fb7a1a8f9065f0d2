import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { crossEntropyDatum, modelInputOf } from '../model-input.ts';
import type { Datum, Tokenizer } from '../types.ts';
import type { LossOutputs } from '../wire/forward-backward-output.ts';
import { ServiceClient } from './service-client.ts';
import type { ServiceClientOptions } from './service-options.ts';
import { TestClock } from './test-clock.ts';
import { TestTinkerServer } from './test-server.ts';
import type { HttpTrainingClient } from './training-client.ts';

let server: TestTinkerServer;
let clock: TestClock;
let notices: string[];
const services: ServiceClient[] = [];

beforeEach(async () => {
  server = await new TestTinkerServer().start();
  clock = new TestClock();
  notices = [];
});

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
  await server.stop();
});

function serviceOf(options: ServiceClientOptions = {}): ServiceClient {
  const onNotice = (text: string): void => void notices.push(text);
  const service = new ServiceClient({
    baseUrl: server.url,
    apiKey: 'tml-secret',
    clock,
    onNotice,
    ...options,
  });
  services.push(service);
  return service;
}

async function trainingClient(options: ServiceClientOptions = {}): Promise<HttpTrainingClient> {
  return serviceOf(options).createTrainingClient({ baseModel: 'nano', rank: 8, seed: 3 });
}

/** Three tokens; the log probabilities that the server gives are −2 and −3. */
const datum: Datum = crossEntropyDatum([1, 2, 3], [0, 1, 1]);

const tokenizer = { stopIds: [7, 9] } as unknown as Tokenizer;

describe('the end', () => {
  it('tells the server once, also one that does not know the call, and nothing where nothing began', async () => {
    const service = serviceOf();
    await service.createSamplingClient('nano');
    await service.close();
    await service.close();
    await serviceOf().close();
    const told = server.seen.filter(({ path }) => path.endsWith('/finish'));
    expect(told.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/sessions\/[^/]+\/finish$/)]);
  });

  it('names the back end by the environment too, and refuses one that is none', () => {
    vi.stubEnv('TINKER_BACK_END', 'skyrl-jaxx');
    try {
      expect(() => serviceOf()).toThrow(
        'TINKER_BACK_END is skyrl-jaxx, none of standard, hosted, skyrl, skyrl-jax',
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('the start', () => {
  it('sends nothing before the first client is made, then everything in order and once', async () => {
    const service = serviceOf();
    expect(server.seen).toEqual([]);
    await Promise.all([service.createSamplingClient('nano'), service.createSamplingClient('nano')]);
    const paths = server.seen.map(({ path }) => path).filter((path) => path !== '/session_heartbeat');
    expect(paths).toEqual([
      '/client/config',
      '/client/dynamic_config',
      '/create_session',
      '/create_sampling_session',
      '/create_sampling_session',
    ]);
    const ids = server.to('/create_sampling_session').map(({ body }) => body.sampling_session_seq_id);
    expect(ids).toEqual([0, 1]);
    expect(server.seen.every(({ headers }) => headers['x-api-key'] === 'tml-secret')).toBe(true);
  });

  it('is tried anew by the next call where it failed', async () => {
    const service = serviceOf();
    server.fault('/client/config', { status: 401, body: '{"detail":"bad key"}' });
    await expect(service.createSamplingClient('nano')).rejects.toThrow('401 (bad key)');
    await expect(service.createSamplingClient('nano')).resolves.toBeDefined();
  });

  it('never shows the key', async () => {
    server.fault('/client/config', { status: 401, body: '{"detail":"bad key"}' });
    const failure = await serviceOf()
      .createSamplingClient('nano')
      .catch((error: unknown) => error);
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('tml-secret');
    expect(failure).toMatchObject({ hint: expect.stringContaining('TINKER_API_KEY') as string });
  });

  it.each([
    [{ baseUrl: 'nowhere' }, 'baseUrl is no web address: nowhere'],
    [{ baseUrl: 'http://a:b@host' }, 'holds a user name or password'],
    [{ patienceSeconds: 0 }, 'patienceSeconds is 0'],
    [{ apiKey: 'a key\n' }, 'the API key holds characters'],
  ])('refuses %j', (options, message) => {
    expect(() => serviceOf(options)).toThrow(message);
  });
});

describe('training', () => {
  it('makes a model, trains it and saves it', async () => {
    const client = await trainingClient({ tokenizer: async () => tokenizer });
    expect(client.getInfo()).toEqual({ modelName: 'nano', isLora: true, loraRank: 8, contextLength: 256 });
    expect(client.getTokenizer()).toBe(tokenizer);
    const output = await client.forwardBackward([datum], 'cross_entropy');
    expect(output).toEqual({
      lossFnOutputs: [{ logprobs: Float32Array.of(-2, -3) }],
      metrics: { 'loss:sum': 1 },
    });
    expect(await client.optimStep({ learningRate: 1e-3 })).toEqual({ metrics: { 'grad_norm:mean': 2 } });
    expect(await client.saveWeights('a')).toEqual({ path: 'tinker://run-0/weights/a' });
    expect(await client.saveWeightsForSampler('b', { ttlSeconds: 60 })).toEqual({
      path: 'tinker://run-0/sampler_weights/b',
    });
    expect(server.to('/create_model')[0]?.body).toMatchObject({
      session_id: 'session',
      model_seq_id: 0,
      base_model: 'nano',
      lora_config: { rank: 8, seed: 3, train_attn: true, train_mlp: true },
    });
    expect(server.to('/forward_backward')[0]?.batch).toMatchObject({
      modelId: 'run-0',
      seqId: 1,
      lossFn: 'cross_entropy',
      forwardOnly: false,
    });
    expect(server.to('/optim_step')[0]?.body.adam_params).toMatchObject({ learning_rate: 1e-3, beta2: 0.95 });
    expect(server.to('/save_weights_for_sampler')[0]?.body).toMatchObject({ seq_id: 4, ttl_seconds: 60 });
    await client.unload();
    expect(server.to('/unload_model')).toHaveLength(1);
  });

  it('reads results as JSON too, and forward is forward_backward that only looks', async () => {
    server.speaksProtobuf = false;
    const client = await trainingClient();
    const { lossFnOutputs } = await client.forward([datum], 'cross_entropy');
    expect(lossFnOutputs).toEqual([{ logprobs: Float32Array.of(-2, -3) }]);
    expect(server.to('/forward_backward')[0]?.batch?.forwardOnly).toBe(true);
  });

  it('sends JSON where the server refuses protobuf, under the same number', async () => {
    const client = await trainingClient();
    const output: LossOutputs = {
      lossFnOutputType: '',
      lossFnOutputs: [{ logprobs: { dtype: 'float32', data: Float32Array.of(-2, -3) } }],
      metrics: {},
    };
    server.answers['/forward_backward'] = ({ body }, { job }) => ({
      request_id: job.call(server, `json ${String(body.seq_id)}`, () => ({ loss: output })),
    });
    server.fault('/forward_backward', { status: 415, body: '{"detail":"what is this"}' });
    const { metrics } = await client.forwardBackward([datum], 'cross_entropy');
    // The server gave none.
    expect(metrics).toEqual({ 'loss:sum': 5 });
    expect(server.to('/forward_backward')[1]?.body).toMatchObject({
      model_id: 'run-0',
      seq_id: 1,
      forward_backward_input: { loss_fn: 'cross_entropy' },
    });
  });

  it('posts in order, each after the acknowledgement of the last, without waiting for results', async () => {
    const client = await trainingClient();
    server.answers['/retrieve_future'] = () => ({ type: 'try_again', queue_state: 'active' });
    const outputs = [
      client.forwardBackward([datum], 'cross_entropy'),
      client.optimStep({ learningRate: 1 }),
      client.forwardBackward([datum], 'cross_entropy'),
      client.saveWeights('x'),
    ];
    while (server.ran.length < 4) await new Promise((resolve) => setImmediate(resolve));
    delete server.answers['/retrieve_future'];
    await Promise.all(outputs);
    expect(server.ran).toEqual([
      'forward_backward 1',
      'optim_step 2',
      'forward_backward 3',
      'save_weights 4',
    ]);
  });

  it('cuts large batches, and merges what comes back', async () => {
    const client = await trainingClient();
    const data = Array.from({ length: 2500 }, (_value, i) => crossEntropyDatum([1, 2, i + 1], [0, 1, 1]));
    const { lossFnOutputs, metrics } = await client.forwardBackward(data, 'cross_entropy');
    expect(server.to('/forward_backward').map(({ batch }) => [batch?.seqId, batch?.data.length])).toEqual([
      [1, 1024],
      [2, 1024],
      [3, 452],
    ]);
    expect(lossFnOutputs.map(({ logprobs }) => -(logprobs[1] ?? 0))).toEqual(data.map((_datum, i) => i + 1));
    expect(metrics).toEqual({ 'loss:sum': 2500 });
  });

  it('refuses a broken batch before anything is sent', async () => {
    const client = await trainingClient();
    const broken = { ...datum, lossFnInputs: { weights: { dtype: 'float32', data: [1] } } } as const;
    await expect(client.forwardBackward([datum, broken], 'cross_entropy')).rejects.toThrow(
      'datum 1: weights has 1 values for 2 positions',
    );
    await expect(client.forward([], 'cross_entropy')).rejects.toThrow('the batch has no datums');
    const noWhole = crossEntropyDatum([1, 2, 3], [0, 1, 1]);
    const targets = { dtype: 'int64' as const, data: [1, 0.5] };
    const odd = { ...noWhole, lossFnInputs: { ...noWhole.lossFnInputs, target_tokens: targets } };
    const many = Array.from({ length: 1025 }, (_value, i) => (i < 1024 ? datum : odd));
    await expect(client.forward(many, 'cross_entropy')).rejects.toThrow('value 1 of an int64 tensor is 0.5');
    expect(server.to('/forward_backward')).toEqual([]);
    // None of them took a number.
    await client.forward([datum], 'cross_entropy');
    expect(server.to('/forward_backward')[0]?.batch?.seqId).toBe(1);
  });

  it('goes on from saved weights as a new model whose first request loads them', async () => {
    const client = await serviceOf().createTrainingClientFromState('tinker://run-9/weights/a', {
      optimizer: false,
    });
    expect(server.to('/create_model')[0]?.body.lora_config).toMatchObject({
      rank: 4,
      train_mlp: false,
      train_attn: true,
    });
    expect(server.to('/load_weights')[0]?.body).toMatchObject({
      model_id: client.modelId,
      seq_id: 1,
      path: 'tinker://run-9/weights/a',
      optimizer: false,
    });
  });

  it('says what an adapter cannot have, and what is not known', async () => {
    const service = serviceOf();
    const base = { baseModel: 'nano', rank: 8, seed: 0 };
    await expect(service.createTrainingClient({ ...base, lora: { alpha: 64 } })).rejects.toThrow('alpha 64');
    await expect(service.createTrainingClient({ ...base, lora: { targets: ['q_proj'] } })).rejects.toThrow(
      'an adapter over q_proj',
    );
    server.answers['/get_server_capabilities'] = null;
    const client = await service.createTrainingClient(base);
    expect(() => client.getInfo()).toThrow('does not say how many tokens nano can take');
    expect(() => client.getTokenizer()).toThrow('was not told how to load a tokenizer');
  });
});

describe('sampling', () => {
  const prompt = modelInputOf([4, 5, 6]);

  it('samples from a snapshot, from a base model and from saved weights', async () => {
    const client = await trainingClient();
    const snapshot = await client.snapshotSampler();
    expect(server.to('/save_weights_for_sampler')[0]?.body).not.toHaveProperty('path');
    const { sequences } = await snapshot.sample({ prompt, numSamples: 2, samplingParams: { maxTokens: 5 } });
    expect(sequences).toHaveLength(2);
    expect(sequences[0]).toEqual({
      stopReason: 'stop',
      tokens: Int32Array.of(3, 1),
      logprobs: Float32Array.of(-1, -2),
    });
    const service = serviceOf();
    await service.createSamplingClient('nano');
    await service.createSamplingClient('tinker://run-0/sampler_weights/b');
    expect(
      server.to('/create_sampling_session').map(({ body }) => body.base_model ?? body.model_path),
    ).toEqual(['nano', 'tinker://run-0/sampler_weights/b']);
  });

  it('sends all parameters, and the stops of the tokenizer where none are given', async () => {
    const sampler = await serviceOf({ tokenizer: async () => tokenizer }).createSamplingClient('nano');
    const samplingParams = { maxTokens: 5, seed: 1, temperature: 0, topK: 3, topP: 0.5 };
    await sampler.sample({ prompt, numSamples: 1, samplingParams });
    await sampler.sample({ prompt, numSamples: 1, samplingParams: { ...samplingParams, stop: ['x'] } });
    const [first, second] = server.to('/asample').map(({ body }) => body);
    expect(first).toMatchObject({
      sampling_session_id: 'sampler-0',
      seq_id: 0,
      num_samples: 1,
      prompt: { chunks: [{ type: 'encoded_text', tokens: [4, 5, 6] }] },
      sampling_params: { max_tokens: 5, seed: 1, temperature: 0, top_k: 3, top_p: 0.5, stop: [7, 9] },
    });
    expect(second).toMatchObject({ seq_id: 1, sampling_params: { stop: ['x'] } });
  });

  it('declares the requests of one tick as one batch', async () => {
    const sampler = await serviceOf().createSamplingClient('nano');
    const one = { prompt, numSamples: 1, samplingParams: { maxTokens: 1 } };
    await Promise.all([sampler.sample(one), sampler.sample(one), sampler.sample(one)]);
    await sampler.sample(one);
    const places = server.to('/asample').map(({ headers }) => String(headers['x-fin-r1-batch']).split('/'));
    expect(places.map(([, index, size]) => `${index}/${size}`).sort()).toEqual(['0/1', '0/3', '1/3', '2/3']);
    expect(new Set(places.map(([id]) => id)).size).toBe(2);
  });

  it('keeps no more in flight than the server allows, whole batches at a time', async () => {
    server.answers['/client/config'] = () => ({ sample_max_concurrent_requests: 2 });
    const sampler = await serviceOf().createSamplingClient('nano');
    let most = 0;
    server.answers['/retrieve_future'] = () => {
      most = Math.max(most, server.to('/asample').length);
      delete server.answers['/retrieve_future'];
      return { type: 'try_again' };
    };
    const one = { prompt, numSamples: 1, samplingParams: { maxTokens: 1 } };
    const samples = await Promise.all(Array.from({ length: 5 }, () => sampler.sample(one)));
    expect(samples).toHaveLength(5);
    expect(most).toBeLessThanOrEqual(2);
    const places = server.to('/asample').map(({ headers }) => String(headers['x-fin-r1-batch']).split('/'));
    expect(places.map(([, index, size]) => `${index}/${size}`).sort()).toEqual([
      '0/1',
      '0/2',
      '0/2',
      '1/2',
      '1/2',
    ]);
  });

  it('waits where the server is full, with the same number', async () => {
    const sampler = await serviceOf().createSamplingClient('nano');
    server.fault('/asample', { status: 429, body: '{"detail":"full"}' }, { status: 429 });
    await sampler.sample({ prompt, numSamples: 1, samplingParams: { maxTokens: 1 } });
    expect(server.to('/asample').map(({ body }) => body.seq_id)).toEqual([0, 0, 0]);
    expect(clock.waits.filter((ms) => ms === 1000)).toHaveLength(2);
  });

  it('waits longer with a long prompt', async () => {
    const sampler = await serviceOf().createSamplingClient('nano');
    server.fault('/asample', { status: 429 });
    const long = modelInputOf(new Int32Array(100_000));
    await sampler.sample({ prompt: long, numSamples: 1, samplingParams: { maxTokens: 1 } });
    expect(clock.waits).toContain(5000);
  });

  it('asks anew for a sample that the server no longer holds', async () => {
    const sampler = await serviceOf().createSamplingClient('nano');
    server.fault('/retrieve_future', { status: 410, body: '{"detail":"promise expired"}' });
    await sampler.sample({ prompt, numSamples: 1, samplingParams: { maxTokens: 1 } });
    expect(server.to('/asample').map(({ body }) => body.seq_id)).toEqual([0, 1]);
  });

  it('scores a prompt, one value a token, the first NaN', async () => {
    const sampler = await serviceOf().createSamplingClient('nano');
    expect(await sampler.computeLogprobs(prompt)).toEqual(Float32Array.of(NaN, -5, -6));
    expect(server.to('/asample')[0]?.body).toMatchObject({
      prompt_logprobs: true,
      num_samples: 1,
      sampling_params: { max_tokens: 1 },
    });
  });
});
