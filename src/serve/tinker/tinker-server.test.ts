import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalService } from '../../engine/index.ts';
import { modelInputOf } from '../../tinker/model-input.ts';
import { decodeForwardBackwardOutput } from '../../tinker/wire/forward-backward-output.ts';
import { encodeForwardBackwardRequest } from '../../tinker/wire/forward-backward-request.ts';
import { decodeSampleResponse } from '../../tinker/wire/sample-response.ts';
import { forwardBody, optimBody, sampleBody, testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place);
});
afterAll(async () => {
  await server.shutDown();
  expect(server.faults).toEqual([]);
  await place.remove();
});

async function baseSampler(): Promise<string> {
  const made = await server.post('create_sampling_session', {
    ...{ session_id: await server.session(), sampling_session_seq_id: 0, base_model: 'tiny' },
  });
  return String(made.body['sampling_session_id']);
}

/** The result as protobuf. */
async function bytesOf(request_id: string): Promise<Uint8Array> {
  const answer = await fetch(`${server.url}/retrieve_future`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-protobuf' },
    body: JSON.stringify({ request_id }),
  });
  expect(answer.headers.get('content-type')).toContain('application/x-protobuf');
  return new Uint8Array(await answer.arrayBuffer());
}

test('what a client asks for first', async () => {
  const config = await server.post('client/config', { sdk_version: '0.25.0' });
  expect(config.body).toMatchObject({ use_pyqwest_transport: false, parallel_fwdbwd_chunks: false });
  expect((await server.post('client/dynamic_config', { sdk_version: 'x' })).status).toBe(200);
  expect((await server.post('telemetry', { events: [{ anything: 1 }] })).body).toEqual({
    status: 'accepted',
  });
  expect((await server.get('healthz')).body).toEqual({ status: 'ok' });
  expect((await server.get('get_server_capabilities')).body).toEqual({
    supported_models: [{ model_name: 'tiny', max_context_length: 128 }],
  });
  const session_id = await server.session();
  expect((await server.post('session_heartbeat', { session_id })).status).toBe(200);
  expect((await server.post('session_heartbeat', { session_id: 'other' })).status).toBe(404);
});

test('a model learns, and is sampled from where it stood', async () => {
  const model = await server.model();
  const data = testDatums(4);
  const losses: unknown[] = [];
  let seq = 1;
  for (let step = 0; step < 3; step++) {
    const forward = await server.id('forward_backward', forwardBody(model, seq++, data));
    const optim = await server.id('optim_step', optimBody(model, seq++));
    expect(await server.result(optim)).toMatchObject({ metrics: { 'grad_norm:mean': expect.any(Number) } });
    losses.push(((await server.result(forward))['metrics'] as Record<string, number>)['loss:sum']);
  }
  expect(losses[2]).toBeLessThan(losses[0] as number);
  const asked = { model_id: model, seq_id: seq++, sampling_session_seq_id: 0 };
  const frozen = await server.done('save_weights_for_sampler', asked);
  expect(frozen).toMatchObject({ path: null, sampling_session_id: expect.any(String) });
  const sampler = frozen['sampling_session_id'];
  const first = await server.done('asample', sampleBody(sampler, 0));
  await server.done('forward_backward', forwardBody(model, seq++, data));
  await server.done('optim_step', optimBody(model, seq, 0.1));
  expect(await server.done('asample', sampleBody(sampler, 1))).toEqual(first);
  expect(first['sequences']).toHaveLength(2);
  expect((await server.get(`samplers/${String(sampler)}`)).body).toMatchObject({ base_model: 'tiny' });
});

test('the same step in this process has the same bits, with log probabilities at every position beside', async () => {
  const data = testDatums(3).map(({ modelInput, lossFnInputs }) => {
    const weights = Float32Array.from({ length: 11 }, (_value, i) => (i > 4 ? 0.5 : 0));
    return {
      modelInput,
      lossFnInputs: { ...lossFnInputs, weights: { dtype: 'float32' as const, data: weights } },
    };
  });
  const service = createLocalService({ directory: `${place.directory}/local`, threads: 1 });
  const local = await service.createTrainingClient({
    ...{
      baseModel: place.base,
      rank: 4,
      seed: 7,
      lora: { targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj'] },
    },
  });
  const model = await server.model({ rank: 4, seed: 7, train_mlp: false });
  for (let step = 0; step < 2; step++) {
    const here = await local.forwardBackward(data, 'cross_entropy');
    const { metrics } = await local.optimStep({ learningRate: 1e-2 });
    const ids = [
      await server.id('forward_backward', forwardBody(model, 2 * step + 1, data)),
      await server.id('optim_step', optimBody(model, 2 * step + 2)),
    ];
    const there = decodeForwardBackwardOutput(await bytesOf(ids[0] as string));
    expect(there.metrics).toEqual(here.metrics);
    expect((await server.result(ids[1] as string))['metrics']).toEqual(metrics);
    for (const [i, { logprobs }] of here.lossFnOutputs.entries()) {
      const all = there.lossFnOutputs[i]?.['logprobs']?.data ?? [];
      expect([...all].every(Number.isFinite)).toBe(true);
      logprobs.forEach((value, at) => at > 4 && expect(all[at]).toBe(value));
    }
  }
  await local.close();
});

test('a forward pass leaves the gradient alone; protobuf and JSON say the same', async () => {
  const model = await server.model();
  const asked = {
    ...{ modelId: model, seqId: 1, data: testDatums(2), lossFn: 'cross_entropy', lossFnConfig: {} },
    forwardOnly: true,
  };
  const id = await server.id('forward_backward', encodeForwardBackwardRequest(asked));
  const forward_input = (forwardBody(model, 2, testDatums(2)) as { forward_backward_input: object })
    .forward_backward_input;
  const json = await server.done('forward', { model_id: model, seq_id: 2, forward_input });
  const { lossFnOutputs } = decodeForwardBackwardOutput(await bytesOf(id));
  const outputs = json['loss_fn_outputs'] as { logprobs: { data: number[] } }[];
  expect(outputs.map(({ logprobs }) => logprobs.data)).toEqual(
    lossFnOutputs.map((fields) => [...(fields['logprobs']?.data ?? [])]),
  );
  const step = await server.done('optim_step', optimBody(model, 3));
  expect(step).toMatchObject({ metrics: { 'grad_norm:mean': 0 } });
});

describe('numbers of requests', () => {
  test('the same request again is the same future, and another one a conflict', async () => {
    const session_id = await server.session();
    const create = { session_id, model_seq_id: 0, base_model: 'tiny', lora_config: { rank: 2 } };
    const made = await server.post('create_model', create);
    expect(await server.post('create_model', create)).toEqual(made);
    expect((await server.post('create_model', { ...create, lora_config: { rank: 3 } })).status).toBe(409);
    const model = String(made.body['model_id']);
    const body = forwardBody(model, 1, testDatums(1));
    const id = await server.id('forward_backward', body);
    expect(await server.id('forward_backward', { ...body, unknown: 1 })).toBe(id);
    const proto = {
      modelId: model,
      seqId: 1,
      data: testDatums(1),
      lossFn: 'cross_entropy',
      lossFnConfig: {},
    };
    expect(
      await server.id('forward_backward', encodeForwardBackwardRequest({ ...proto, forwardOnly: false })),
    ).toBe(id);
    const changed = await server.post('forward_backward', forwardBody(model, 1, testDatums(2)));
    expect(changed).toMatchObject({ status: 409, body: { detail: expect.stringContaining('seq_id 1') } });
    const other = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const conflict = await fetch(`${server.url}/optim_step`, {
      ...{ ...other, body: JSON.stringify(optimBody(model, 1)) },
    });
    expect([conflict.status, conflict.headers.get('x-should-retry')]).toEqual([409, 'false']);

    const sampling = { session_id, sampling_session_seq_id: 0, base_model: 'tiny' };
    const sampler = await server.post('create_sampling_session', sampling);
    expect(await server.post('create_sampling_session', sampling)).toEqual(sampler);
    const sample = sampleBody(sampler.body['sampling_session_id'], 0);
    expect(await server.id('asample', sample)).toBe(await server.id('asample', sample));
    expect((await server.post('asample', { ...sample, num_samples: 3 })).status).toBe(409);
  });

  test('requests run by their numbers, and a refused one holds nobody up', async () => {
    const [one, two] = [await server.model({ rank: 4, seed: 5 }), await server.model({ rank: 4, seed: 5 })];
    const bodies = (model: string) => [
      { path: 'forward_backward', body: forwardBody(model, 1, testDatums(2)) },
      { path: 'optim_step', body: optimBody(model, 2) },
      { path: 'forward_backward', body: forwardBody(model, 4, testDatums(2)) },
    ];
    const tooLong = forwardBody('', 3, testDatums(1, 200));
    const results: unknown[][] = [];
    for (const [model, order] of [
      [one, [0, 1, 2]],
      [two, [2, 1, 0]],
    ] as const) {
      const ids: string[] = [];
      for (const at of order) {
        const { path, body } = bodies(model)[at] ?? { path: '', body: {} };
        ids[at] = await server.id(path, body);
      }
      const refused = await server.post('forward_backward', { ...tooLong, model_id: model });
      expect(refused).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('context of 128') },
      });
      results.push(await Promise.all(ids.map((id) => server.result(id))));
    }
    expect(results[1]).toEqual(results[0]);
  });
});

test('a step after a refused forward_backward is none: its gradient would be a part of the batch', async () => {
  const [model, plain] = [await server.model({ rank: 4, seed: 5 }), await server.model({ rank: 4, seed: 5 })];
  const good = (of: string, seq: number) =>
    server.id('forward_backward', forwardBody(of, seq, testDatums(2)));
  const tooLong = forwardBody(model, 2, testDatums(1, 200));
  await good(model, 1);
  for (let post = 0; post < 2; post++)
    expect((await server.post('forward_backward', tooLong)).status).toBe(400);
  expect(await server.done('optim_step', optimBody(model, 3))).toMatchObject({
    ...{ code: 'gradient', error: expect.stringContaining('no step was made') },
  });
  const results = [];
  for (const [of, seq] of [
    [model, 4],
    [plain, 1],
  ] as const)
    results.push(
      await server.result(await good(of, seq)),
      await server.done('optim_step', optimBody(of, seq + 1)),
    );
  expect(results.slice(2)).toEqual(results.slice(0, 2));
});

test('a job that fails fails alone, with 200 and its reason', async () => {
  const model = await server.model();
  await server.done('save_weights', { model_id: model, seq_id: 1, path: 'a' });
  const twice = await server.id('save_weights', { model_id: model, seq_id: 2, path: 'a' });
  const after = await server.id('save_weights', { model_id: model, seq_id: 3, path: 'a', overwrite: true });
  expect(await server.result(twice)).toMatchObject({
    category: 'user',
    error: expect.stringContaining('exists already'),
  });
  expect(await server.result(after)).toMatchObject({ path: `tinker://${model}/weights/a` });
});

describe('sampling', () => {
  const prompts = [[1, 2, 3], [40, 41], [7, 8, 9, 10, 11], [100], [5, 5, 5, 5]];

  test('a declared batch samples what it samples in this process, however it arrives', async () => {
    const local = await createLocalService({ directory: place.directory, threads: 1 }).createSamplingClient(
      place.base,
    );
    const samplingParams = { maxTokens: 12, seed: 11, temperature: 1 };
    const expected = await Promise.all(
      prompts.map((tokens) => local.sample({ prompt: modelInputOf(tokens), numSamples: 3, samplingParams })),
    );
    await local.close();
    const sampler = await baseSampler();
    const post = (index: number): Promise<string> =>
      server.id(
        'asample',
        sampleBody(sampler, index, {
          ...{ prompt: { chunks: [{ type: 'encoded_text', tokens: prompts[index] }] }, num_samples: 3 },
          sampling_params: { max_tokens: 12, seed: 11, temperature: 1 },
        }),
        { 'x-fin-r1-batch': `tick/${index}/${prompts.length}` },
      );
    const ids: string[] = [];
    // Others come between, and one of the batch comes last, after any quiet.
    for (const index of [3, 0, 4, 2]) ids[index] = await post(index);
    await server.done('asample', sampleBody(sampler, 50));
    ids[1] = await post(1);
    const there = await Promise.all(ids.map(async (id) => decodeSampleResponse(await bytesOf(id))));
    expect(there).toEqual(expected);
  });

  test('a declared batch does not wait for a member that is refused', async () => {
    const sampler = await baseSampler();
    const header = (index: number): Record<string, string> => ({ 'x-fin-r1-batch': `t/${index}/2` });
    const kept = await server.id('asample', sampleBody(sampler, 0), header(0));
    const tooLong = sampleBody(sampler, 1, { sampling_params: { max_tokens: 500 } });
    expect((await server.post('asample', tooLong, header(1))).status).toBe(400);
    expect(await server.result(kept)).toHaveProperty('sequences');
  });

  test('log probabilities of the prompt, and its likeliest tokens', async () => {
    const sampler = await baseSampler();
    const asked = { prompt_logprobs: true, topk_prompt_logprobs: 2, sampling_params: { max_tokens: 1 } };
    const result = await server.done('asample', sampleBody(sampler, 0, asked));
    expect(result['prompt_logprobs']).toEqual([null, expect.any(Number), expect.any(Number)]);
    const top = result['topk_prompt_logprobs'] as [number, number][][];
    expect(top[0]).toBeNull();
    expect(top[2]?.map((pair) => pair.length)).toEqual([2, 2]);
    const last = await server.done(
      'asample',
      sampleBody(sampler, 3, { ...asked, prompt_logprobs_last_n: 1 }),
    );
    expect(last['prompt_logprobs']).toEqual([null, null, (result['prompt_logprobs'] as number[])[2]]);
    expect(last['topk_prompt_logprobs']).toEqual([null, null, top[2]]);
    const tooMany = sampleBody(sampler, 4, { ...asked, prompt_logprobs_last_n: 3 });
    expect((await server.post('asample', tooMany)).status).toBe(400);
    const plain = await server.done('asample', sampleBody(sampler, 1));
    expect(plain).not.toHaveProperty('prompt_logprobs');
    // A prompt that fills the context can be scored, as in this process.
    const tokens = Array.from({ length: 128 }, (_value, i) => i);
    const prompt = { chunks: [{ type: 'encoded_text', tokens }] };
    const full = await server.done('asample', sampleBody(sampler, 2, { ...asked, prompt }));
    expect(full['prompt_logprobs']).toHaveLength(128);
  });

  test('seeds, stops, top_k and what is left open', async () => {
    const sampler = await baseSampler();
    let seq = 0;
    const sample = async (sampling_params: object, change: object = {}) => {
      const result = await server.done('asample', sampleBody(sampler, seq++, { sampling_params, ...change }));
      return result['sequences'] as { tokens: number[]; stop_reason: string; logprobs: number[] }[];
    };
    const drawn = { max_tokens: 8, temperature: 1 };
    const seeded = await sample({ ...drawn, seed: 1 });
    expect(await sample({ ...drawn, seed: 1 })).toEqual(seeded);
    expect(seeded[0]?.tokens).not.toEqual(seeded[1]?.tokens);
    expect(await sample({ ...drawn, seed: 2 })).toEqual([
      expect.objectContaining({ tokens: seeded[1]?.tokens }),
      expect.anything(),
    ]);
    // Without a seed two requests differ.
    expect(await sample(drawn)).not.toEqual(await sample(drawn));
    const greedy = await sample({ max_tokens: 8, temperature: 0 });
    expect((await sample({ max_tokens: 8, top_k: 1, stop: [] }))[0]?.tokens).toEqual(greedy[0]?.tokens);
    const stop = greedy[0]?.tokens[2] as number;
    const stopped = await sample({ max_tokens: 8, temperature: 0, stop: [stop] });
    expect(stopped[0]).toMatchObject({ stop_reason: 'stop', logprobs: expect.any(Array) });
    expect(stopped[0]?.tokens.at(-1)).toBe(stop);
    const all = await sample({ temperature: 0, stop: [] }, { num_samples: 1 });
    expect([all[0]?.tokens.length, all[0]?.stop_reason]).toEqual([125, 'length']);
    const answer = await server.post('asample', sampleBody(sampler, seq));
    expect(answer.body['sample_sequence_ids']).toHaveLength(2);
  });

  test('the older way to say what to sample from', async () => {
    const { sampling_session_id: _none, ...body } = sampleBody('', 0, { base_model: 'tiny' });
    expect(await server.done('asample', body)).toEqual(await server.done('asample', body));
  });
});

test('a thousand open polls cost next to nothing, and all hear of the end', async () => {
  const model = await server.model();
  // Its predecessor has not come, so that it waits.
  const request_id = await server.id('optim_step', optimBody(model, 2));
  const polls = Array.from({ length: 1000 }, () => server.result(request_id));
  const open = async (): Promise<number> => {
    const metrics = await (await fetch(server.url.replace('/api/v1', '/metrics'))).text();
    return Number(/^finr1_tinker_open_polls (\d+)$/m.exec(metrics)?.[1]);
  };
  while ((await open()) < 1000) await new Promise((resolve) => setTimeout(resolve, 20));
  // The server answers others meanwhile.
  expect((await server.get('healthz')).status).toBe(200);
  await server.done('optim_step', optimBody(model, 1));
  const results = await Promise.all(polls);
  expect(results.every((result) => 'metrics' in result)).toBe(true);
  expect(await open()).toBe(0);
});
