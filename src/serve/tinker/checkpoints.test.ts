import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardBody, optimBody, sampleBody, testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place, { sweepMs: 20 });
});
afterAll(async () => {
  await server.shutDown();
  expect(server.faults).toEqual([]);
  await place.remove();
});

async function send(method: string, path: string, body?: unknown): Promise<number> {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/${path}`, {
    ...{ method, headers, redirect: 'manual' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** One that has made a step and saved both kinds of weights. */
async function trained(lora: Record<string, unknown> = { rank: 4, train_mlp: false }): Promise<string> {
  const session_id = await server.session();
  const asked = { session_id, model_seq_id: 0, base_model: 'tiny', user_metadata: { renderer_name: 'x' } };
  const made = await server.done('create_model', { ...asked, lora_config: lora });
  const model_id = String(made['model_id']);
  await server.done('forward_backward', forwardBody(model_id, 1, testDatums(2)));
  await server.done('optim_step', optimBody(model_id, 2));
  await server.done('save_weights', { model_id, seq_id: 3, path: '000001' });
  await server.done('save_weights_for_sampler', { model_id, seq_id: 4, path: 'final' });
  return model_id;
}

test.each([
  ['an adapter', { rank: 4, train_mlp: false }],
  ['all parameters', { rank: 0 }],
])('%s goes on from what was saved, in a new model', async (_what, lora) => {
  const first = await trained(lora);
  const tinker_path = `tinker://${first}/weights/000001`;
  const { body } = await server.post('weights_info', { tinker_path });
  expect(body).toMatchObject({ base_model: 'tiny', is_lora: lora.rank > 0, lora_rank: lora.rank });
  expect(body['train_mlp']).toBe(lora.rank === 0);
  const second = await server.model(lora);
  const load = { model_id: second, seq_id: 1, path: tinker_path, optimizer: true };
  expect(await server.done('load_weights', load)).toMatchObject({ path: tinker_path, model_id: second });
  const results = [];
  for (const [model, seq] of [
    [first, 5],
    [second, 2],
  ] as const) {
    const forward = await server.done('forward_backward', forwardBody(model, seq, testDatums(2)));
    results.push([forward, await server.done('optim_step', optimBody(model, seq + 1))]);
  }
  expect(results[1]).toEqual(results[0]);
  const late = await server.post('load_weights', { ...load, seq_id: 4 });
  expect(late).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('LoadWeights is not permitted with seq_id 4') },
  });
  const other = await server.model({ rank: 2 });
  const wrong = await server.post('load_weights', { ...load, model_id: other });
  expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining('rank') } });
});

test('one request makes a model of what was saved, once for each number', async () => {
  const first = await trained();
  const path = `tinker://${first}/weights/000001`;
  const session_id = await server.session();
  const load = { session_id, model_seq_id: 3, path, optimizer: true, user_metadata: null };
  const id = await server.id('load_weights', load);
  const model_id = `${session_id}:train:3`;
  expect(await server.result(id)).toEqual({ type: 'load_weights', path, model_id });
  expect(await server.id('load_weights', load)).toBe(id);
  expect((await server.post('load_weights', { ...load, optimizer: false })).status).toBe(409);
  expect((await server.post('get_info', { model_id })).body).toMatchObject({
    ...{ model_id, lora_rank: 4, model_data: { model_name: 'tiny' } },
  });
  const results = [];
  for (const [model, seq] of [
    [first, 5],
    [model_id, 1],
  ] as const) {
    const forward = await server.done('forward_backward', forwardBody(model, seq, testDatums(2)));
    results.push([forward, await server.done('optim_step', optimBody(model, seq + 1))]);
  }
  expect(results[1]).toEqual(results[0]);
  const sampler = { ...load, model_seq_id: 4, path: `tinker://${first}/sampler_weights/final` };
  expect((await server.post('load_weights', sampler)).status).toBe(400);
  expect((await server.post('load_weights', { ...load, model_seq_id: 4, base_model: 'x' })).status).toBe(400);
  expect((await server.post('get_info', { model_id: `${session_id}:train:4` })).status).toBe(404);
});

test('saved weights are sampled by their path, as they were saved', async () => {
  const model = await trained();
  const asked = { session_id: await server.session(), model_path: `tinker://${model}/sampler_weights/final` };
  const made = await server.post('create_sampling_session', { ...asked, sampling_session_seq_id: 0 });
  const sampler = made.body['sampling_session_id'];
  const unnamed = await server.done('save_weights_for_sampler', { model_id: model, seq_id: 5 });
  const samples = [];
  for (const id of [sampler, unnamed['sampling_session_id']])
    samples.push(await server.done('asample', sampleBody(id, 0)));
  expect(samples[1]).toEqual(samples[0]);
  expect((await server.get(`samplers/${String(sampler)}`)).body).toMatchObject({
    model_path: asked.model_path,
  });
  const missing = {
    ...asked,
    model_path: `tinker://${model}/sampler_weights/none`,
    sampling_session_seq_id: 1,
  };
  expect((await server.post('create_sampling_session', missing)).status).toBe(404);
});

test('what is there is listed, and told of one by one', async () => {
  const model = await trained();
  const { body: run } = await server.get(`training_runs/${model}`);
  expect(run).toMatchObject({
    ...{ training_run_id: model, base_model: 'tiny', is_lora: true, lora_rank: 4, corrupted: false },
    user_metadata: { renderer_name: 'x' },
    last_checkpoint: { checkpoint_id: 'weights/000001', checkpoint_type: 'training' },
    last_sampler_checkpoint: { checkpoint_id: 'sampler_weights/final', checkpoint_type: 'sampler' },
  });
  const { body: runs } = await server.get('training_runs?limit=1');
  expect(runs).toMatchObject({
    training_runs: [{ training_run_id: model }],
    cursor: { limit: 1, offset: 0 },
  });
  const { body: listed } = await server.get(`training_runs/${model}/checkpoints`);
  expect(
    (listed['checkpoints'] as { size_bytes: number }[]).map(({ size_bytes }) => size_bytes > 1000),
  ).toEqual([true, true]);
  expect((await server.get('checkpoints?limit=2')).body['checkpoints']).toHaveLength(2);
  const session = model.split(':')[0] as string;
  expect((await server.get(`sessions/${session}`)).body).toMatchObject({ training_run_ids: [model] });
  expect((await server.get('sessions')).body['sessions']).toContain(session);
  expect((await server.get('training_runs/none')).status).toBe(404);
  expect((await server.post('get_info', { model_id: model })).body).toMatchObject({
    ...{ model_id: model, is_lora: true, lora_rank: 4, model_name: 'tiny' },
    model_data: { arch: 'Qwen3ForCausalLM', tokenizer_id: place.base },
  });
});

test('a checkpoint is published, given a time to live, and deleted', async () => {
  const model = await trained();
  const path = `training_runs/${model}/checkpoints/weights/000001`;
  const told = async () => (await server.get(`training_runs/${model}`)).body['last_checkpoint'];
  expect(await send('POST', `${path}/publish`)).toBe(204);
  expect(await told()).toMatchObject({ public: true, expires_at: null });
  expect(await send('DELETE', `${path}/publish`)).toBe(204);
  expect(await send('PUT', `${path}/ttl`, { ttl_seconds: 3600 })).toBe(204);
  expect(await told()).toMatchObject({ public: false, expires_at: expect.any(String) });
  expect(await send('DELETE', `training_runs/${model}/checkpoints/000001`)).toBe(400);
  expect(await send('DELETE', path)).toBe(204);
  expect(await send('DELETE', path)).toBe(404);
  expect(await told()).toBeNull();
  const folder = join(place.directory, 'models', model.replaceAll(':', '.'), 'weights', '000001');
  await until(() => !existsSync(folder));
  const asked = { model_id: model, seq_id: 5, path: 'short', ttl_seconds: 1 };
  await server.done('save_weights', asked);
  expect(await told()).toMatchObject({ checkpoint_id: 'weights/short' });
  while ((await told()) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
});

test('an archive holds the files of a checkpoint', async () => {
  const model = await trained();
  const address = `${server.url}/training_runs/${model}/checkpoints/sampler_weights/final/archive`;
  const answer = await fetch(address, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  const { url } = (await answer.json()) as { url: string };
  expect(answer.headers.get('location')).toBe(url);
  expect(Date.parse(answer.headers.get('expires') ?? '')).toBeGreaterThan(Date.now());
  const archive = await fetch(url);
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-archive-'));
  await pipeline(archive.body as unknown as AsyncIterable<Uint8Array>, extract({ cwd: folder }));
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['adapter_config.json', 'adapter_model.safetensors', 'tokenizer.json']),
  );
  await rm(folder, { recursive: true });
  expect((await fetch(url.replace(/archives\/[^/]+/, 'archives/guess'))).status).toBe(404);
});

test('a session whose client is done is over at once, with its models and samplers', async () => {
  const model_id = await trained();
  const session_id = model_id.split(':')[0] as string;
  const asked = { session_id, sampling_session_seq_id: 0, base_model: 'tiny' };
  const { sampling_session_id } = (await server.post('create_sampling_session', asked)).body;
  const finish = { reason: { type: 'success' }, detail: null };
  const parked = await server.id('optim_step', optimBody(model_id, 50));
  for (let time = 0; time < 2; time++)
    expect((await server.post(`sessions/${session_id}/finish`, finish)).status).toBe(200);
  for (const [path, body] of [
    ['optim_step', optimBody(model_id, 5)],
    ['asample', sampleBody(sampling_session_id, 0)],
    ['session_heartbeat', { session_id }],
    ['sessions/none/finish', finish],
  ] as const)
    expect([path, (await server.post(path, body)).status]).toEqual([path, 404]);
  expect(await server.result(parked)).toMatchObject({ category: 'user' });
  await until(() => !existsSync(join(place.directory, 'models', model_id.replaceAll(':', '.'), 'unnamed')));
  const info = await server.post('weights_info', { tinker_path: `tinker://${model_id}/weights/000001` });
  expect(info.status).toBe(200);
});

test('an unloaded model is gone, and what it saved stays', async () => {
  const model_id = await trained();
  const parked = await server.id('optim_step', optimBody(model_id, 50));
  const unload = await server.id('unload_model', { model_id });
  expect(await server.result(unload)).toMatchObject({ model_id });
  expect(await server.id('unload_model', { model_id })).toBe(unload);
  expect(await server.result(parked)).toMatchObject({ error: expect.stringContaining('was unloaded') });
  const late = await server.post('optim_step', optimBody(model_id, 5));
  expect(late).toMatchObject({ status: 404, body: { detail: expect.stringContaining('was unloaded') } });
  const info = await server.post('weights_info', { tinker_path: `tinker://${model_id}/weights/000001` });
  expect(info.status).toBe(200);
});
