import { zstdCompressSync } from 'node:zlib';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { tinyModel } from '../../engine/test-model.ts';
import { encodeForwardBackwardRequest } from '../../tinker/wire/forward-backward-request.ts';
import { addKey } from '../keys/api-keys.ts';
import { forwardBody, optimBody, sampleBody, testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';
import type { TinkerServeOptions } from './serve-options.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
beforeAll(async () => void (place = await testPlace()));
afterAll(() => place.remove());

let folders = 0;
async function withServer(
  change: Partial<TinkerServeOptions>,
  work: (server: TestTinkerServer) => Promise<void>,
): Promise<void> {
  const server = await tinkerServerAt(
    { base: place.base, directory: join(place.directory, String(folders++)) },
    change,
  );
  let ending: Promise<void> | undefined;
  const { shutDown } = server;
  server.shutDown = () => (ending ??= shutDown());
  try {
    await work(server);
  } finally {
    await server.shutDown();
  }
  expect(server.faults).toEqual([]);
}

test('keys of a file and of the environment, with or without the beginning that the SDK asks for', async () => {
  const keysPath = join(place.directory, 'keys.json');
  const key = addKey(keysPath, 'ann', {});
  await withServer({ keysPath, key: 'secret' }, async (server) => {
    const statusWith = async (given?: string): Promise<number> =>
      (await server.get('get_server_capabilities', given === undefined ? {} : { 'x-api-key': given })).status;
    expect(await statusWith()).toBe(401);
    expect(await statusWith('tml-guess')).toBe(401);
    for (const known of [key, `tml-${key}`, 'secret', 'tml-secret'])
      expect(await statusWith(known)).toBe(200);
    expect((await server.get('healthz')).status).toBe(200);
    expect(JSON.stringify(server.log)).not.toContain('secret');
  });
});

test('what cannot be done is refused, with words and no 5xx', async () => {
  await withServer({ maxBodyBytes: 100_000 }, async (server) => {
    const model = await server.model();
    const body = forwardBody(model, 0, testDatums(1));
    const change = (input: object): object => ({
      ...body,
      forward_backward_input: { ...(body['forward_backward_input'] as object), ...input },
    });
    const datum = (body['forward_backward_input'] as { data: object[] }).data[0] ?? {};
    const tensors = (loss_fn_inputs: object): object => change({ data: [{ ...datum, loss_fn_inputs }] });
    const one = { data: [1], dtype: 'int64' };
    const proto = { modelId: model, seqId: 0, lossFn: 'cross_entropy', lossFnConfig: {}, forwardOnly: false };
    const session_id = await server.session();
    const create = { session_id, model_seq_id: 0, base_model: 'tiny' };
    const cases: [number, string, unknown, string][] = [
      [400, 'forward_backward', change({ loss_fn: 'magic' }), 'cross_entropy'],
      [400, 'forward_backward', change({ data: [] }), 'no datums'],
      [400, 'forward_backward', tensors({}), 'needs target_tokens'],
      [400, 'forward_backward', tensors({ target_tokens: one, weights: one }), '1 values for 11 positions'],
      [400, 'forward_backward', change({ loss_fn_config: { clip: 1 } }), 'unknown setting clip'],
      [422, 'forward_backward', change({ data: 5 }), 'data'],
      [422, 'forward_backward', new Uint8Array([1, 2, 3]), 'malformed'],
      [404, 'forward_backward', { ...body, model_id: 'other' }, 'not known'],
      [404, 'optim_step', optimBody('other', 1), 'not known'],
      [400, 'save_weights', { model_id: model, path: '../x' }, 'letters'],
      [400, 'load_weights', { model_id: model, path: 'weights/x' }, 'tinker://'],
      [400, 'create_model', { ...create, base_model: 'other' }, 'there is tiny'],
      [404, 'create_model', { ...create, session_id: 'other' }, 'create_session'],
      [400, 'create_model', { ...create, lora_config: { rank: 5000 } }, '1024'],
      [
        400,
        'create_model',
        { ...create, lora_config: { rank: 1, train_attn: false, train_mlp: false } },
        'train_attn',
      ],
      [404, 'asample', sampleBody('other', 0), 'not known'],
      [404, 'retrieve_future', { request_id: 'x' }, 'not known'],
      [404, 'retrieve_future', { request_id: '999' }, 'not known'],
      [422, 'retrieve_future', {}, 'request_id'],
      [413, 'forward_backward', 'x'.repeat(200_000), 'large'],
      [404, 'no_such_call', {}, 'There is no POST'],
    ];
    for (const [status, path, sent, words] of cases) {
      const answer = await server.post(path, sent);
      expect([status, answer.status, String(answer.body['detail'])]).toEqual([
        ...[status, status, expect.stringContaining(words)],
      ]);
    }
    const { sampling_session_id: sampler } = (
      await server.post('create_sampling_session', {
        session_id,
        sampling_session_seq_id: 0,
        base_model: 'tiny',
      })
    ).body;
    const prompt = (tokens: number[]): Record<string, unknown> => ({
      prompt: { chunks: [{ type: 'encoded_text', tokens }] },
    });
    const wrongs: [string, Record<string, unknown>][] = [
      ['no tokens', prompt([])],
      ['outside the vocabulary', prompt([9999])],
      ['context of 128', prompt(Array.from({ length: 129 }, () => 1))],
      ['context of 128', { sampling_params: { max_tokens: 126 } }],
      ['of the type image', { prompt: { chunks: [{ type: 'image', data: '' }] } }],
    ];
    for (const [words, wrong] of wrongs) {
      const answer = await server.post('asample', sampleBody(sampler, 7, wrong));
      expect([answer.status, answer.body['detail']]).toEqual([
        expect.toSatisfy((status: number) => status === 400 || status === 422),
        expect.stringContaining(words),
      ]);
    }
    const bytes = encodeForwardBackwardRequest({ ...proto, data: testDatums(3) });
    const zstd = { 'content-encoding': 'zstd' };
    expect((await server.post('forward_backward', zstdCompressSync(bytes), zstd)).status).toBe(200);
    const bomb = zstdCompressSync(new Uint8Array(10_000_000));
    expect((await server.post('forward_backward', bomb, zstd)).status).toBe(413);
    expect((await server.post('forward_backward', bytes, zstd)).status).toBe(422);
    expect((await server.post('forward_backward', bytes, { 'content-encoding': 'br' })).status).toBe(415);
    const other = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' };
    expect((await fetch(`${server.url}/forward_backward`, other)).status).toBe(415);
  });
});

test('an end lets the running job end, and tells who waits for it', async () => {
  await withServer({}, async (server) => {
    const model = await server.model();
    const request_id = await server.id('forward_backward', forwardBody(model, 1, testDatums(200, 100)));
    const poll = server.post('retrieve_future', { request_id });
    const metrics = server.url.replace('/api/v1', '/metrics');
    while (
      !/^finr1_tinker_(open_polls 1|jobs_total.*forward_backward)/m.test(await (await fetch(metrics)).text())
    );
    await server.shutDown();
    expect(await poll).toMatchObject({ status: 200, body: { metrics: { 'loss:sum': expect.any(Number) } } });
  });
});

test('results go after a while, and their numbers are not taken for new ones', async () => {
  await withServer({ keptMs: 0, sweepMs: 5, snapshotMs: 0 }, async (server) => {
    const model = await server.model();
    await server.id('optim_step', optimBody(model, 1));
    // What is needed to make the model again stays until a snapshot is past it.
    while ((await server.post('optim_step', optimBody(model, 1))).status !== 410);
    const next = await server.id('forward_backward', forwardBody(model, 2, testDatums(1)));
    expect(await server.result(next)).toHaveProperty('metrics');
    expect((await server.post('forward_backward', forwardBody(model, 2, testDatums(2)))).status).toBe(409);
  });
});

test('an end finishes what runs and keeps the rest, whose futures the next start answers', async () => {
  const directory = join(place.directory, 'ended');
  const first = await tinkerServerAt({ base: place.base, directory });
  const model = await first.model();
  const asked = { model_id: model, sampling_session_seq_id: 0 };
  const { sampling_session_id: sampler } = await first.done('save_weights_for_sampler', asked);
  const sampled = await first.done('asample', sampleBody(sampler, 0));
  const ids = [
    await first.id('forward_backward', forwardBody(model, 1, testDatums(2))),
    await first.id('optim_step', optimBody(model, 2)),
    await first.id('optim_step', optimBody(model, 4)),
  ];
  // It waits for the third, which will not come before the end.
  const waiting = first.post('retrieve_future', { request_id: ids[2] });
  await first.result(ids[1] as string);
  await expect(tinkerServerAt({ base: place.base, directory })).rejects.toThrow(
    /Tinker server is being written/,
  );
  await first.shutDown();
  expect((await waiting).status).toBe(408);
  await expect(first.get('healthz')).rejects.toThrow();
  const second = await tinkerServerAt({ base: place.base, directory });
  try {
    expect(await second.result(ids[1] as string)).toMatchObject({ metrics: expect.anything() });
    expect(await second.done('asample', sampleBody(sampler, 1))).toEqual(sampled);
    await second.done('forward_backward', forwardBody(model, 3, testDatums(2)));
    expect(await second.result(ids[2] as string)).toMatchObject({ metrics: expect.anything() });
    expect(second.log).toContainEqual(expect.objectContaining({ event: 'made again', model, repeated: 2 }));
  } finally {
    await second.shutDown();
  }
});

test('a base that is another one under its name is refused while models stand on the earlier one', async () => {
  const directory = join(place.directory, 'exchanged');
  const { folder, directory: made } = await tinyModel(undefined, { layers: 1 });
  onTestFinished(() => rm(made, { recursive: true }));
  const empty = await tinkerServerAt({ base: folder, directory });
  await empty.shutDown();
  const first = await tinkerServerAt({ base: place.base, directory });
  await first.model();
  await first.shutDown();
  await expect(tinkerServerAt({ base: folder, directory })).rejects.toThrow('tiny was another model');
  const again = await tinkerServerAt({ base: place.base, directory });
  await again.shutDown();
});

test('a session that nobody keeps ends, and frees its models; what it saved stays', async () => {
  // No time passes but where it is said.
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  await withServer({ sessionSeconds: 60, sweepMs: 20 }, async (server) => {
    const model_id = await server.model();
    await server.done('save_weights', { model_id, seq_id: 1, path: 'kept' });
    await server.done('save_weights_for_sampler', { model_id: await server.model(), seq_id: 1 });
    vi.advanceTimersByTime(61_000);
    while (!server.log.some(({ event }) => event === 'session ended'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await server.post('optim_step', optimBody(model_id, 2))).status).toBe(404);
    const folders = (): string[] => readdirSync(join(server.directory, 'models'));
    // Of the one that saved nothing no folder stays.
    while (folders().length > 1) await new Promise((resolve) => setTimeout(resolve, 20));
    const tinker_path = `tinker://${model_id}/weights/kept`;
    expect((await server.post('weights_info', { tinker_path })).status).toBe(200);
    const heartbeat = await server.post('session_heartbeat', { session_id: model_id.split(':')[0] });
    expect(heartbeat).toMatchObject({ status: 404, body: { detail: expect.stringContaining('has ended') } });
  });
});

test("of a model's unnamed samplers the newest few are kept", async () => {
  await withServer({}, async (server) => {
    const model_id = await server.model();
    const samplers: unknown[] = [];
    for (let seq_id = 1; seq_id <= 6; seq_id++)
      samplers.push(
        (await server.done('save_weights_for_sampler', { model_id, seq_id }))['sampling_session_id'],
      );
    const statuses = [];
    for (const id of samplers) statuses.push((await server.post('asample', sampleBody(id, 0))).status);
    expect(statuses).toEqual([404, 404, 200, 200, 200, 200]);
  });
});
