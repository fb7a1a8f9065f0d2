import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardBody, optimBody, sampleBody, testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
beforeAll(async () => void (place = await testPlace()));
afterAll(() => place.remove());

const open: TestTinkerServer[] = [];
afterAll(async () => void (await Promise.all(open.map((server) => server.shutDown()))));

async function start(folder: string, snapshotMs?: number): Promise<TestTinkerServer> {
  const directory = join(place.directory, folder);
  const server = await tinkerServerAt(
    { base: place.base, directory },
    snapshotMs === undefined ? {} : { snapshotMs },
  );
  open.push(server);
  return server;
}

async function end(server: TestTinkerServer): Promise<void> {
  open.splice(open.indexOf(server), 1);
  await server.shutDown();
  expect(server.faults).toEqual([]);
}

function folderOf({ directory }: TestTinkerServer, model: string): string {
  return join(directory, 'models', model.replaceAll(':', '.'));
}

/** A forward_backward and a step. */
async function step(server: TestTinkerServer, model: string, seq: number): Promise<unknown[]> {
  const forward = await server.done('forward_backward', forwardBody(model, seq, testDatums(2, 9)));
  return [forward, await server.done('optim_step', optimBody(model, seq + 1))];
}

test('a job that ended the server is not begun again when its model is made again, and its gradient is missed', async () => {
  const first = await start('fatal');
  const [model, plain] = [await first.model({ rank: 4, seed: 1 }), await first.model({ rank: 4, seed: 1 })];
  const expected = [await step(first, plain, 1), await step(first, plain, 3)];
  // They wait for the first.
  const fatal = await first.id('forward_backward', forwardBody(model, 2, testDatums(3)));
  const lost = await first.id('optim_step', optimBody(model, 3));
  await end(first);
  const file = new DatabaseSync(join(first.directory, 'tinker.sqlite'));
  file.prepare('update jobs set starts = 3 where id = ?').run(Number(fatal));
  file.close();

  const second = await start('fatal');
  await second.done('forward_backward', forwardBody(model, 1, testDatums(2)));
  expect(await second.result(fatal)).toMatchObject({ error: expect.stringContaining('ended 3 times') });
  expect(await second.result(lost)).toMatchObject({ code: 'gradient' });
  expect(await step(second, model, 4)).toEqual(expected[0]);
  await second.done('forward', { model_id: model, seq_id: 6, forward_input: forwardInput() });
  await end(second);

  const third = await start('fatal');
  expect(await step(third, model, 7)).toEqual(expected[1]);
  // The two that succeeded, the fatal one and its step, and the first; the forward changes nothing.
  expect(third.log).toContainEqual(expect.objectContaining({ event: 'made again', model, repeated: 5 }));
  await end(third);
});

function forwardInput(): unknown {
  return forwardBody('', 0, testDatums(2))['forward_backward_input'];
}

test('a model that ended the server while it was made is none', async () => {
  const first = await start('unmade');
  const model = await first.model();
  await end(first);
  const file = new DatabaseSync(join(first.directory, 'tinker.sqlite'));
  file.exec(`update jobs set starts = 3, state = 'queued', result = null`);
  file.close();
  const second = await start('unmade');
  const again = {
    session_id: model.split(':')[0],
    model_seq_id: 0,
    base_model: 'tiny',
    lora_config: { rank: 4 },
  };
  expect(await second.done('create_model', again)).toMatchObject({ category: 'server' });
  expect(await second.post('optim_step', optimBody(model, 1))).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('could not be made') },
  });
  await end(second);
});

test('two samplers cannot take the same number, and asking for it does not end the server', async () => {
  const server = await start('numbers');
  const model_id = await server.model();
  const asked = (seq_id: number, sampling_session_seq_id: number): object => ({
    ...{ model_id, seq_id, sampling_session_seq_id },
  });
  const made = await server.done('save_weights_for_sampler', asked(1, 0));
  expect(await server.done('save_weights_for_sampler', asked(2, 0))).toMatchObject({
    error: expect.stringContaining('sampling_session_seq_id 0 was given to another'),
    category: 'user',
  });
  const samples = [];
  for (const seq of [0, 1])
    samples.push(await server.done('asample', sampleBody(made['sampling_session_id'], seq)));
  expect(samples[1]).toEqual(samples[0]);
  await end(server);
});

test('what a kill left between two writes is cleared away, and what is named stays', async () => {
  const first = await start('left', 0);
  const model = await first.model({ rank: 4, seed: 1 });
  await step(first, model, 1);
  await first.done('save_weights', { model_id: model, seq_id: 3, path: 'kept' });
  const { sampling_session_id } = await first.done('save_weights_for_sampler', {
    model_id: model,
    seq_id: 4,
  });
  const before = await first.done('asample', sampleBody(sampling_session_id, 0));
  await end(first);
  const folder = folderOf(first, model);
  const left = ['weights/deleted', 'sampler_weights/gone', 'unnamed/999', 'snapshots/1'].map((at) =>
    join(folder, at),
  );
  const another = join(first.directory, 'models', 'of-another-file', 'weights', 'kept');
  for (const made of [...left, another]) await mkdir(made, { recursive: true });

  const second = await start('left');
  await step(second, model, 5);
  expect(left.filter(existsSync)).toEqual([]);
  expect([another, join(folder, 'weights', 'kept')].filter(existsSync)).toHaveLength(2);
  expect(await second.done('asample', sampleBody(sampling_session_id, 1))).toEqual(before);
  expect(second.log).toContainEqual(expect.objectContaining({ event: 'made again', repeated: 0 }));
  await end(second);
});

test('a model that began with saved weights does not need them any more', async () => {
  const first = await start('loaded');
  const [saved, loaded] = [await first.model({ rank: 4, seed: 1 }), await first.model({ rank: 4, seed: 1 })];
  await step(first, saved, 1);
  await first.done('save_weights', { model_id: saved, seq_id: 3, path: 'state' });
  const path = `tinker://${saved}/weights/state`;
  await first.done('load_weights', { model_id: loaded, seq_id: 1, path, optimizer: true });
  const expected = await step(first, saved, 4);
  await end(first);
  await rm(join(folderOf(first, saved), 'weights', 'state'), { recursive: true });

  const second = await start('loaded');
  expect(await step(second, loaded, 2)).toEqual(expected);
  // A load that fails leaves the model as it was.
  const [fresh, other] = [await second.model({ rank: 4, seed: 1 }), await second.model({ rank: 4, seed: 1 })];
  const load = { model_id: fresh, seq_id: 1, path, optimizer: true };
  expect(await second.done('load_weights', load)).toMatchObject({ error: expect.stringContaining('state') });
  expect(await step(second, fresh, 2)).toEqual(await step(second, other, 1));
  await end(second);
});
