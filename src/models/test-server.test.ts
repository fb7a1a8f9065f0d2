import { afterEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function open(options: TestServerOptions) {
  server = await startTestServer(options);
  const { url } = server;
  const ask = (content: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }),
    });
  return { server, ask };
}

describe('test server', () => {
  it('plays its script, then counts what was paid, received and paid again', async () => {
    const { server, ask } = await open({
      script: ['rate-limit', 'rate-limit-date', 'server-error', 'reset', 'truncated-json', 'ok', 'ok'],
      retryAfter: 2,
    });
    const limited = await ask('a');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    expect(Date.parse((await ask('a')).headers.get('retry-after') ?? '')).toBeGreaterThan(Date.now());
    expect((await ask('a')).status).toBe(500);
    await expect(ask('a').then((response) => response.text())).rejects.toThrow(/terminated|aborted/);
    await expect(ask('a').then((response) => response.json())).rejects.toThrow(SyntaxError);
    expect(await (await ask('a')).json()).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    await (await ask('a')).text();
    expect(server.stats()).toMatchObject({
      requests: 7,
      paid: 4,
      delivered: 2,
      paidAgain: 1,
      faults: { reset: 1, 'truncated-json': 1, 'rate-limit': 1, 'rate-limit-date': 1, 'server-error': 1 },
    });
  });

  it('draws the same faults whatever the order of arrival, and about as often as asked', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `question ${index}`);
    const statuses = async (asked: string[]) => {
      const { server, ask } = await open({ seed: 5, faults: { 'server-error': 0.25 } });
      const found = new Map<string, number>();
      await Promise.all(asked.map(async (text) => found.set(text, (await ask(text)).status)));
      await server.close();
      return texts.map((text) => found.get(text));
    };
    const forwards = await statuses(texts);
    expect(await statuses(texts.toReversed())).toEqual(forwards);
    expect(forwards.filter((status) => status === 500).length).toBeGreaterThan(30);
    expect(forwards.filter((status) => status === 500).length).toBeLessThan(70);
  });

  it('refuses what is over its capacity, or lets it wait', async () => {
    const refusing = await open({ latency: 20, capacity: { inFlight: 2, over: 'refuse' } });
    const all = await Promise.all(['a', 'b', 'c'].map((text) => refusing.ask(text)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    await refusing.server.close();
    const queueing = await open({ latency: 5, capacity: { inFlight: 2, over: 'queue' } });
    const waited = await Promise.all(['a', 'b', 'c'].map((text) => queueing.ask(text)));
    expect(waited.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(queueing.server.stats().maxInFlight).toBe(2);
  });

  it('gives an answer again, unpaid, for the same Idempotency-Key where it honours them', async () => {
    const { server, ask } = await open({ honoursIdempotencyKey: true });
    const first = await (await ask('a', { 'idempotency-key': 'k' })).text();
    expect(await (await ask('a', { 'idempotency-key': 'k' })).text()).toBe(first);
    expect(server.stats()).toMatchObject({ requests: 2, paid: 1 });
  });
});
