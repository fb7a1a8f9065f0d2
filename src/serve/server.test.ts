import { readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openChatModel } from '../models/index.ts';
import type { ErrorBody } from './api-error.ts';
import { addKey, removeKey } from './keys/api-keys.ts';
import { RateLimits } from './keys/rate-limits.ts';
import { testServer } from './test-serve.ts';
import type { TestServer } from './test-serve.ts';

const messages = [{ role: 'user', content: 'revenue' }];

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('one server', () => {
  let server: TestServer;
  beforeAll(async () => void (server = await testServer()));
  afterAll(() => server.close());

  it('stops generating for a reader that leaves, streamed or not', async () => {
    for (const stream of [true, false]) {
      const left = new AbortController();
      const body = JSON.stringify({ model: 'tiny', messages, max_tokens: 200, temperature: 1, n: 8, stream });
      const asked = fetch(`${server.url}/v1/chat/completions`, {
        ...{ method: 'POST', body, headers: { 'content-type': 'application/json' }, signal: left.signal },
      });
      asked.catch(() => undefined);
      await until(() => server.model.open > 0);
      left.abort();
      await until(() => server.model.open === 0);
      await until(() => server.log.at(-1)?.['left'] === true);
      expect(server.log.at(-1)).toMatchObject({ level: 'info', status: 499 });
    }
    // Its leaving is no fault of the server.
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/finr1_left_total\{model="tiny"\} [12]/);
    expect(metrics).toContain('finr1_requests_total{route="/v1/chat/completions",status="499"} 2');
  });

  it('says how it is, and counts', async () => {
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok', models: 1 });
    await post(server.url, { model: 'tiny', messages, max_tokens: 4, temperature: 0 });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('finr1_requests_total{route="/v1/chat/completions",status="200"}');
    expect(metrics).toMatch(/finr1_tokens_total\{model="tiny",kind="completion"\} [1-9]/);
    expect(metrics).toContain('finr1_open_requests{model="tiny"} 0');
  });

  it('writes no prompt into its log', async () => {
    const before = server.log.length;
    await post(server.url, {
      model: 'tiny',
      messages: [{ role: 'user', content: 'my secret' }],
      max_tokens: 2,
    });
    await until(() => server.log.length > before);
    expect(JSON.stringify(server.log)).not.toContain('my secret');
    expect(server.log.at(-1)).toMatchObject({ route: '/v1/chat/completions', status: 200, model: 'tiny' });
  });

  it('carries the check of the answer, whole and streamed alike', async () => {
    const documents = [{ id: 'a', text: 'revenue prior=48 current=63' }];
    const asked = { model: 'tiny', messages, documents, check: true, max_tokens: 60, temperature: 0 };
    type Checked = { choices: { check?: { from: number; numbers: unknown[] } }[] };
    const whole = (await (await post(server.url, asked)).json()) as Checked;
    const check = whole.choices[0]?.check;
    expect(check).toMatchObject({ from: 0, errors: expect.any(Array), supported: expect.any(Number) });
    const events = (await (await post(server.url, { ...asked, stream: true })).text()).trim().split('\n\n');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)) as Checked);
    const updates = chunks.flatMap(({ choices }) => choices[0]?.check ?? []);
    expect(updates.at(-1)).toMatchObject({ supported: expect.any(Number) });
    // How many come depends on how fast the machine is.
    const numbers: unknown[] = [];
    for (const update of updates) numbers.splice(update.from, Infinity, ...update.numbers);
    expect(numbers).toEqual(check?.numbers);
    expect((await post(server.url, { ...asked, reasoning_format: 'raw' })).status).toBe(400);
    expect((await post(server.url, { ...asked, documents: [...documents, ...documents] })).status).toBe(400);
  });

  it.each([
    ['not JSON', '{"model": "tiny", ', 400, null],
    ['no body', '', 400, null],
    ['a list', '[]', 400, null],
    ['no messages', { model: 'tiny', messages: [] }, 400, 'messages'],
    [
      'a role that is none',
      { model: 'tiny', messages: [{ role: 'boss', content: 'x' }] },
      400,
      'messages.0.role',
    ],
    [
      'a picture',
      { model: 'tiny', messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      400,
      'messages.0.content',
    ],
    ['a field that nobody knows', { model: 'tiny', messages, temperture: 0 }, 400, 'temperture'],
    [
      'tools that its model cannot be shown',
      { model: 'tiny', messages, tools: [{ type: 'function', function: { name: 'price' } }] },
      400,
      'tools',
    ],
    ['too hot', { model: 'tiny', messages, temperature: 3 }, 400, 'temperature'],
    [
      'a schema that says more than can be held',
      {
        model: 'tiny',
        messages,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'a', schema: { type: 'string', pattern: 'a' } },
        },
      },
      400,
      'response_format',
    ],
    ['another model', { model: '../../etc/passwd', messages }, 404, 'model'],
    [
      '__proto__',
      '{"model":"tiny","messages":[{"role":"user","content":"x"}],"__proto__":{"a":1}}',
      400,
      null,
    ],
  ] as const)('refuses %s', async (_what, body, status, param) => {
    const answer = await post(server.url, body);
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as ErrorBody;
    expect(error.type).toBe('invalid_request_error');
    expect(error.param).toBe(param);
    expect(error.message).toMatch(/./);
  });

  it('refuses other types, sizes and addresses', async () => {
    const statusOf = async (answer: Promise<Response>): Promise<[number, string | null]> => {
      const given = await answer;
      return [given.status, ((await given.json()) as ErrorBody).error.code];
    };
    expect((await statusOf(post(server.url, 'x', { 'content-type': 'text/plain' })))[0]).toBe(415);
    const large = await post(server.url, 'x'.repeat(2e6));
    expect([large.status, ((await large.json()) as ErrorBody).error.message]).toEqual([
      413,
      'Request body is too large: it may have 1,000,000 bytes.',
    ]);
    expect(await statusOf(fetch(`${server.url}/v1/chat/completions`))).toEqual([405, 'method_not_allowed']);
    expect(await statusOf(fetch(`${server.url}/v1/%2e%2e/etc/passwd`))).toEqual([404, 'not_found']);
    expect(await statusOf(fetch(`${server.url}/v1/%`))).toEqual([400, 'err_bad_url']);
    const headers = { 'x-flood': 'x'.repeat(100_000) };
    expect(await statusOf(fetch(`${server.url}/health`, { headers }))).toEqual([431, 'bad_request']);
  });

  it('answers what is no HTTP with an error all the same', async () => {
    const { port } = new URL(server.url);
    const said = await new Promise<string>((resolve) => {
      let all = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (data) => (all += String(data))).on('close', () => resolve(all));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { type: 'invalid_request_error' },
    });
  });
});

it('asks for keys, keeps their limits, and follows their file', async () => {
  const server = await testServer();
  const path = join(server.directory, 'keys.json');
  const key = addKey(path, 'ann', { requestsPerMinute: 2 });
  expect(() => addKey(path, 'ann', {})).toThrow(/has a key named ann/);
  // No time passes, so that the limit has not filled up again when it is met.
  vi.useFakeTimers({ toFake: ['performance'] });
  const guarded = await testServer({ keysPath: path });
  try {
    const ask = (given?: string): Promise<Response> =>
      post(
        guarded.url,
        { model: 'tiny', messages, max_tokens: 1 },
        given === undefined ? {} : { authorization: `Bearer ${given}` },
      );
    expect((await ask()).status).toBe(401);
    const wrong = await ask('fr1-guess');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).not.toContain('fr1-guess');
    expect((await fetch(`${guarded.url}/v1/models`)).status).toBe(401);
    expect((await fetch(`${guarded.url}/health`)).status).toBe(200);
    expect((await ask(key)).status).toBe(200);
    expect((await ask(key)).status).toBe(200);
    const limited = await ask(key);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    const other = addKey(path, 'ben', {});
    expect((await ask(other)).status).toBe(200);
    removeKey(path, 'ben');
    expect((await ask(other)).status).toBe(401);
    expect(JSON.stringify(guarded.log)).not.toContain(key);
    await rm(path);
    const lost = await ask(key);
    expect(lost.status).toBe(500);
    expect(await lost.text()).not.toContain(server.directory);
    expect(JSON.stringify(guarded.log)).toContain('keys.json cannot be read');
  } finally {
    vi.useRealTimers();
    await guarded.close();
    await server.close();
  }
});

it('names no folder to who asks a model without a chat template', async () => {
  const server = await testServer();
  const folder = join(server.directory, 'base');
  const config = join(folder, 'tokenizer_config.json');
  const { chat_template: _template, ...rest } = JSON.parse(await readFile(config, 'utf8')) as Record<
    string,
    unknown
  >;
  await writeFile(config, JSON.stringify(rest));
  const options = { runsDirectory: '.', env: {}, warn: () => {}, threads: 1 };
  const bare = await testServer({ models: new Map([['bare', await openChatModel(folder, options)]]) });
  try {
    const answer = await post(bare.url, { model: 'bare', messages });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('this model has no chat template');
    expect(text).not.toContain(server.directory);
  } finally {
    await bare.close();
    await bare.model.close();
    await server.close();
  }
});

it('counts tokens against their limit', () => {
  let now = 0;
  const limits = new RateLimits(() => now);
  const key = { tokensPerMinute: 60 };
  limits.enter('a', key);
  limits.used('a', 90);
  expect(() => limits.enter('a', key)).toThrow(/60 tokens a minute. Try again in 31 s/);
  now = 31_000;
  limits.enter('a', key);
});

it('keeps pages of other names and origins away', async () => {
  const server = await testServer({ hosts: ['127.0.0.1'], origins: ['https://desk.example'] });
  try {
    const { port } = new URL(server.url);
    const status = await new Promise<number | undefined>((resolve) => {
      httpRequest(
        { port, host: '127.0.0.1', path: '/v1/models', headers: { host: 'evil.example' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      ).end();
    });
    expect(status).toBe(403);
    const allowed = async (origin: string): Promise<string | null> =>
      (await fetch(`${server.url}/v1/models`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed('https://desk.example')).toBe('https://desk.example');
    expect(await allowed('https://evil.example')).toBeNull();
  } finally {
    await server.close();
  }
});

it('ends although somebody keeps a silent connection', async () => {
  const server = await testServer();
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
  await new Promise((resolve) => silent.once('connect', resolve));
  silent.on('error', () => undefined);
  await server.close();
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  silent.destroy();
});

it('turns away what is too much, and ends with what runs', async () => {
  const server = await testServer({ maxOpen: 1 });
  const long = { model: 'tiny', messages, max_tokens: 200, temperature: 1, n: 16 };
  const first = post(server.url, long);
  await until(() => server.model.open > 0);
  const second = await post(server.url, long);
  expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
  await until(() => server.log.some(({ status }) => status === 503));
  expect(server.log.map(({ level }) => level)).toEqual(['info']);
  const closing = server.close();
  expect((await first).status).toBe(503);
  await closing;
});
