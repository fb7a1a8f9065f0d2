/** Requests that no client would send: each gets an error in OpenAI's shape, none brings the server down or a secret back. */

import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { taggedTemplate } from '../models/chat/test-templates.ts';
import { addKey } from './keys/api-keys.ts';
import { testServer } from './test-serve.ts';
import type { TestServer } from './test-serve.ts';

const REQUESTS = 10_000;
const AT_ONCE = 32;

let server: TestServer;
let key: string;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
beforeAll(async () => {
  const folder = await testServer();
  const path = join(folder.directory, 'keys.json');
  key = addKey(path, 'fuzz', {});
  server = await testServer(
    { keysPath: path, maxTokens: 2, maxOpen: 1000, maxBodyBytes: 200_000 },
    { template: taggedTemplate, contextLength: 1024 },
  );
  await folder.model.close();
});
afterAll(async () => {
  agent.destroy();
  await server.close();
});

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

const choose = <T>(random: Random, all: readonly T[]): T => all[random.int(0, all.length - 1)] as T;

/** A value of any kind, deep at times. */
function junk(random: Random, depth = 0): unknown {
  const kind = random.int(0, depth > 4 ? 9 : 12);
  if (kind === 10) return Array.from({ length: random.int(0, 4) }, () => junk(random, depth + 1));
  if (kind === 11)
    return {
      [choose(random, ['role', 'content', 'type', 'text', '__proto__', 'constructor', ''])]: junk(
        random,
        depth + 1,
      ),
    };
  if (kind === 12) return { role: 'user', content: junk(random, depth + 1) };
  return [
    null,
    true,
    -1,
    0.5,
    1e308,
    '',
    'user',
    '\ud800',
    '\u0000',
    '🙂'.repeat(random.int(1, 300)),
    2 ** 53,
  ][kind];
}

const valid = (random: Random): Record<string, unknown> =>
  random.int(0, 1) === 0
    ? { model: 'tiny', messages: [{ role: 'user', content: 'revenue' }], max_tokens: 1 }
    : { model: 'tiny', prompt: 'revenue', max_tokens: 1 };

const FIELDS = [
  ...[
    'model',
    'messages',
    'prompt',
    'max_tokens',
    'max_completion_tokens',
    'temperature',
    'top_p',
    'top_k',
    'n',
    'seed',
    'stop',
  ],
  ...[
    'stream',
    'stream_options',
    'logprobs',
    'top_logprobs',
    'response_format',
    'check',
    'documents',
    'tools',
    'tool_choice',
    'parallel_tool_calls',
    'calculators',
    'logit_bias',
  ],
  ...['reasoning_format', 'user', 'echo', 'best_of', '__proto__', 'constructor', 'toString', '', 'a.b', '🙂'],
];

/** Tools, calls and results that are nearly as they should be. */
function toolFieldsOf(random: Random): Record<string, unknown> {
  const odd = <T>(usual: T): unknown => (random.int(0, 5) === 0 ? junk(random) : usual);
  const name = choose(random, ['price', 'npv', 'now']);
  const schemas = [{ type: 'object', properties: { a: { type: 'number' } } }, { $ref: '#' }, { allOf: [{}] }];
  const parameters = choose(random, [
    undefined,
    ...schemas,
    { type: 'object', properties: { a: { minimum: 1 } } },
  ]);
  const tool = {
    type: odd('function'),
    function: odd({ name: odd(name), parameters: odd(parameters), strict: odd(false) }),
  };
  const call = {
    id: odd('a'),
    type: odd('function'),
    function: odd({ name: odd(name), arguments: odd('{"a": 1}') }),
  };
  const asked = { role: 'user', content: 'revenue' };
  const calling = {
    role: 'assistant',
    content: odd(null),
    tool_calls: odd([call]),
    calculations: odd(undefined),
  };
  const result = { role: 'tool', tool_call_id: odd('a'), content: odd('1') };
  const choices = ['auto', 'none', 'required', { type: 'function', function: { name } }];
  return {
    ...(random.int(0, 3) > 0 && { tools: odd(random.int(0, 5) === 0 ? [tool, tool] : [tool]) }),
    ...(random.int(0, 2) === 0 && { tool_choice: odd(choose(random, choices)) }),
    ...(random.int(0, 2) === 0 && {
      messages: odd(
        choose(random, [
          [asked, calling, result],
          [calling, asked],
        ]),
      ),
    }),
    ...(random.int(0, 5) === 0 && { calculators: odd(choose(random, [true, ['evaluate'], ['npw'], []])) }),
  };
}

function bodyOf(random: Random): Buffer {
  const body = { ...valid(random), ...(random.int(0, 3) === 0 && toolFieldsOf(random)) };
  for (let i = random.int(0, 3); i > 0; i--) body[choose(random, FIELDS)] = junk(random);
  const text = JSON.stringify(body);
  switch (random.int(0, 12)) {
    case 0:
      return Buffer.from(text.slice(0, random.int(0, text.length)));
    case 1: {
      const bytes = Buffer.from(text);
      for (let i = random.int(1, 5); i > 0; i--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
      return bytes;
    }
    case 2:
      return Buffer.from('['.repeat(random.int(1, 50_000)));
    case 3:
      return Buffer.from(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);
    case 4:
      return Buffer.from(text, 'utf16le');
    case 5:
      return Buffer.from(text.replace('{', `{"model":${JSON.stringify(junk(random)) ?? 1},`));
    case 6:
      return Buffer.from(JSON.stringify(junk(random)) ?? '');
    case 7:
      return random.int(0, 20) === 0 ? Buffer.alloc(210_000, 32) : Buffer.from('\ufeff' + text);
    default:
      return Buffer.from(text);
  }
}

const PATHS = [
  ...['/v1/chat/completions', '/v1/chat/completions', '/v1/chat/completions', '/v1/completions'],
  ...['/v1/completions', '/v1/calculators/evaluate'],
];
const ODD_PATHS = [
  '/',
  '/v1',
  '/v1/models/..%2f..%2fetc%2fpasswd',
  '/v1/models/%00',
  '/v1/%E0%A4%A',
  '/v1/chat/completions/',
  '//v1/models',
  '/v1/models/__proto__',
  '/v1/calculators',
  '/v1/calculators/__proto__',
  '/metrics/..',
  '/v1/models?model=a&model[]=b',
  `/v1/models/${'a'.repeat(3000)}`,
];

function sentOf(random: Random): Sent {
  const isOdd = random.int(0, 7) === 0;
  const headers: Record<string, string> = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
  };
  switch (random.int(0, 14)) {
    case 0:
      headers['content-type'] = choose(random, [
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        '',
        'application/json; charset=utf-16',
      ]);
      break;
    case 1:
      headers['content-encoding'] = choose(random, ['gzip', 'br', 'nonsense']);
      break;
    case 2:
      headers['authorization'] = choose(random, [
        '',
        'Bearer',
        'Bearer  ',
        `Basic ${key}`,
        `Bearer ${key}x`,
        `bearer ${key} `,
      ]);
      break;
    case 3:
      for (let i = random.int(1, 150); i > 0; i--) headers[`x-${i}`] = 'flood'.repeat(random.int(1, 60));
      break;
    case 4:
      Object.assign(headers, {
        origin: 'null',
        host: 'evil.example',
        'x-forwarded-for': '1',
        expect: '100-nonsense',
      });
      break;
  }
  const method = isOdd
    ? choose(random, ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'POST', 'TRACE'])
    : 'POST';
  return { method, path: choose(random, isOdd ? ODD_PATHS : PATHS), headers, body: bodyOf(random) };
}

async function answerTo({ method, path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    // A server that refuses a body may end the connection before it has come whole; of a HEAD whose headers are too many it cannot know that.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      ['ECONNRESET', 'EPIPE', 'HPE_CLOSED_CONNECTION'].includes(error.code ?? '')
        ? resolve({ status: 0, text: '' })
        : reject(error),
    );
    sent.end(method === 'GET' || method === 'HEAD' || method === 'TRACE' ? undefined : body);
  });
}

it(`answers ${REQUESTS.toLocaleString('en')} broken requests`, { timeout: 120_000 }, async () => {
  const statuses = new Map<number, number>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < REQUESTS) {
      const number = next++;
      const sent = sentOf(Random.derive(number, 'fuzz'));
      const { status, text } = await answerTo(sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const about = `request ${number}: ${sent.method} ${sent.path}`;
      expect(status, about).toBeLessThan(500);
      expect(text, about).not.toContain(key);
      if (status < 400 || sent.method === 'HEAD') continue;
      expect(text, `${about}, ${status}`).toMatch(/^\{/);
      const { error } = JSON.parse(text) as { error: Record<string, unknown> };
      expect(Object.keys(error), about).toEqual(['message', 'type', 'param', 'code']);
      expect(error['message'], about).toMatch(/./);
      expect(text, about).not.toMatch(/node_modules|\.ts:|\/src\//);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // The mix reaches answers and refusals of every kind, and few connections break.
  for (const status of [200, 400, 401, 404, 405, 413, 415, 431])
    expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(5);
  expect(statuses.get(0) ?? 0).toBeLessThan(REQUESTS / 50);
  expect((await answerTo({ method: 'GET', path: '/health', headers: {}, body: Buffer.of() })).status).toBe(
    200,
  );
  expect(JSON.stringify(server.log)).not.toContain(key);
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
});
