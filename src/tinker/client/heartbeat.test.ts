import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

import { Heartbeat } from './heartbeat.ts';
import { TestTinkerServer } from './test-server.ts';

/** Counts requests in shared memory, on a thread of its own. */
const countingServer = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((request, response) => {
    request.resume();
    response.end('{}');
    Atomics.add(workerData, 0, 1);
    Atomics.notify(workerData, 0);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

it('beats while this thread does nothing else', async () => {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const server = new Worker(countingServer, { eval: true, workerData: beats });
  const [port] = (await once(server, 'message')) as [number];
  const url = `http://127.0.0.1:${port}/api/v1/session_heartbeat`;
  const timing = { intervalMs: 5, alarmMs: 60_000 };
  const heartbeat = new Heartbeat({ url, apiKey: 'k', sessionId: 's', ...timing }, () => undefined);
  try {
    // The event loop stands still from here: only other threads can count.
    for (let seen = 0; seen < 5; seen = Atomics.load(beats, 0)) {
      expect(Atomics.wait(beats, 0, seen, 30_000)).not.toBe('timed-out');
    }
    expect(Atomics.load(beats, 0)).toBeGreaterThanOrEqual(5);
  } finally {
    await heartbeat.close();
    await server.terminate();
  }
});

it('says when nothing gets through', async () => {
  const server = await new TestTinkerServer().start();
  server.answers['/session_heartbeat'] = null;
  const url = `${server.url}/api/v1/session_heartbeat`;
  const options = { url, apiKey: 'tml-secret', sessionId: 's', intervalMs: 30_000, alarmMs: 0 };
  let heartbeat: Heartbeat | undefined;
  const notice = await new Promise<string>((resolve) => {
    heartbeat = new Heartbeat(options, resolve);
  });
  expect(notice).toMatch(/no heartbeat of the Tinker session got through for \d+ s: the server answers 404/);
  expect(server.to('/session_heartbeat')[0]).toMatchObject({
    body: { session_id: 's', type: 'session_heartbeat' },
    headers: { 'x-api-key': 'tml-secret' },
  });
  await heartbeat?.close();
  await server.stop();
});

it('does not keep a process that is done', async () => {
  const server = await new TestTinkerServer().start();
  const program = new URL('../index.ts', import.meta.url).href;
  const code = `
    const { ServiceClient } = await import(${JSON.stringify(program)});
    const service = new ServiceClient({ baseUrl: ${JSON.stringify(server.url)} });
    await service.createSamplingClient('nano');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  expect(exitCode).toBe(0);
  expect(server.to('/create_sampling_session')).toHaveLength(1);
  await server.stop();
});
