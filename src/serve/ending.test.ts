/** A server that ends while it answers. */

import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import type { ChatModel } from '../models/index.ts';
import { createServer } from './server.ts';

/** Says one word, and goes on until it is stopped. */
function unendingModel(): ChatModel {
  const model = {
    ...{
      id: 'unending',
      contextLength: null,
      lacks: { logprobs: null, textPrompts: null, tools: null },
      open: 0,
    },
    ask: (_prompt: unknown, _params: unknown, { signal }: { signal: AbortSignal }) => {
      model.open++;
      const events = (async function* () {
        yield { sample: 0, text: 'Well', tokens: 1, logprobs: [] };
        if (!signal.aborted) await once(signal, 'abort');
        model.open--;
        throw signal.reason;
      })();
      return Promise.resolve({ promptTokens: 1, events });
    },
    close: () => Promise.resolve(),
  };
  return model;
}

afterEach(() => void vi.restoreAllMocks());

it('lets answers go on for a while, and says meanwhile that it ends', { timeout: 60_000 }, async () => {
  const log: Readonly<Record<string, unknown>>[] = [];
  const server = createServer({
    ...{
      models: new Map([['m', unendingModel()]]),
      keysPath: null,
      hosts: null,
      origins: [],
      pageFolder: null,
    },
    ...{ runsDir: null, stages: null, maxBodyBytes: 1e6, maxTokens: 4000, maxOpen: 64, logPrompts: false },
    log: (line) => void log.push(line),
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const post = (): Promise<Response> =>
    fetch(`${url}/v1/chat/completions`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'revenue' }], stream: true }),
    });
  const running = await post();
  const ended = server.shutDown(60_000);
  const health = await fetch(`${url}/health`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ status: 'stopping' });
  const refused = await post();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await refused.json()).toMatchObject({ error: { code: 'shutting_down' } });
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  expect(await running.text()).toMatch(/Well[^]*shutting_down/);
  await ended;
  await expect
    .poll(() => log)
    .toContainEqual(expect.objectContaining({ level: 'info', model: 'm', status: 503 }));
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
});
