/** A server in front of a server: models behind an API, with a reader that leaves and an upstream that fails. */

import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChatModel } from '../models/index.ts';
import type { ErrorBody } from './api-error.ts';
import { createServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { testServer } from './test-serve.ts';
import type { TestServer } from './test-serve.ts';

const messages = [{ role: 'user', content: 'revenue' }];
const SECRET = 'sk-very-secret';

let upstream: TestServer;
let front: RunningServer;
let url: string;
const log: Readonly<Record<string, unknown>>[] = [];
let broken: ReturnType<typeof createHttpServer>;
beforeAll(async () => {
  upstream = await testServer();
  broken = createHttpServer((request, response) => {
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ error: { message: `wrong key ${request.headers.authorization}`, type: 'x' } }),
    );
  });
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
  const open = (model: string) =>
    openChatModel(model, { runsDirectory: '.', env: { FIN_R1_API_KEY: SECRET }, warn: () => {} });
  const { port } = broken.address() as AddressInfo;
  front = createServer({
    models: new Map([
      ['far', await open(`${upstream.url}/v1#tiny`)],
      ['broken', await open(`http://127.0.0.1:${port}/v1#x`)],
      ['nobody', await open('http://127.0.0.1:1/v1#x')],
    ]),
    ...{
      keysPath: null,
      pageFolder: null,
      runsDir: null,
      stages: null,
      hosts: null,
      origins: [],
      maxBodyBytes: 1e6,
      maxTokens: 200,
      maxOpen: 64,
    },
    ...{ log: (line) => void log.push(line), logPrompts: false },
  });
  url = await front.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await front.shutDown(0);
  await upstream.close();
  broken.close();
});

async function post(body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, signal: signal ?? null },
    body: JSON.stringify({ messages, max_tokens: 30, temperature: 0, ...body }),
  });
}

interface Answer {
  choices: { message: { content: string }; finish_reason: string }[];
  usage: { completion_tokens: number };
}

it('passes the answer on, whole and streamed', async () => {
  const direct = await fetch(`${upstream.url}/v1/chat/completions`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ model: 'tiny', messages, max_tokens: 30, temperature: 0 }),
  });
  const expected = (await direct.json()) as Answer;
  const passed = (await (await post({ model: 'far' })).json()) as Answer;
  expect(passed.choices[0]?.message.content).toBe(expected.choices[0]?.message.content);
  expect(passed.choices[0]?.finish_reason).toBe('length');
  expect(passed.usage).toEqual(expected.usage);
  const events = await (await post({ model: 'far', stream: true })).text();
  const text = [...events.matchAll(/^data: (\{.*)$/gm)]
    .map(([, json = '']) => JSON.parse(json) as { choices: { delta: { content?: string } }[] })
    .map(({ choices }) => choices[0]?.delta.content ?? '')
    .join('');
  expect(text).toBe(expected.choices[0]?.message.content);
});

it('stops upstream when its reader leaves', async () => {
  const left = new AbortController();
  const answer = await post(
    { model: 'far', stream: true, max_tokens: 200, temperature: 1, n: 8 },
    left.signal,
  );
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  // The first event may tell the role alone.
  for (let text = ''; !/"content":"[^"]/.test(text);) text += (await reader?.read())?.value ?? '';
  expect(upstream.model.open).toBeGreaterThan(0);
  left.abort();
  await expect.poll(() => upstream.model.open, { timeout: 20_000 }).toBe(0);
  // What was sent has been paid for, though no upstream has counted it.
  await expect
    .poll(() => log.find(({ status }) => status === 499), { timeout: 20_000 })
    .toMatchObject({
      usage: { completion_tokens: expect.toSatisfy((tokens: number) => tokens > 0) as number },
    });
});

it.each(['broken', 'nobody'])(
  'says that the model behind it does not answer, and no key: %s',
  async (model) => {
    const answer = await post({ model });
    expect(answer.status).toBe(502);
    const text = await answer.text();
    expect((JSON.parse(text) as ErrorBody).error).toMatchObject({
      type: 'server_error',
      code: 'upstream_error',
    });
    for (const inside of [SECRET, 'wrong key', '127.0.0.1']) expect(text).not.toContain(inside);
    const told = log.filter(({ level }) => level === 'error').map(({ error }) => error);
    expect(told.at(-1)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1#x: /);
    expect(told.join('\n')).not.toContain(SECRET);
  },
);
