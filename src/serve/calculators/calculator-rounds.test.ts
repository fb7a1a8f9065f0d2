/** Calculators that the server carries out while a model answers: a provider of the test plays the model. */

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import OpenAI from 'openai';
import { afterEach, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { openChatModel } from '../../models/index.ts';
import { startTestServer } from '../../models/test-server.ts';
import type { TestServer, TestServerOptions } from '../../models/test-server.ts';
import type { ChatRequest, TestAnswer, TestCall } from '../../models/test-server-faults.ts';
import { addKey } from '../keys/api-keys.ts';
import type { ServeOptions } from '../serve-options.ts';
import { serverOver } from '../test-serve.ts';

let provider: TestServer;
let front: Awaited<ReturnType<typeof serverOver>>;
const requests: ChatRequest[] = [];
afterEach(async () => {
  requests.length = 0;
  await front.close();
  await provider.close();
});

async function started(
  answer: (request: ChatRequest) => TestAnswer,
  { script, ...change }: Partial<ServeOptions> & Pick<TestServerOptions, 'script'> = {},
): Promise<void> {
  const onRequest = (request: ChatRequest): void => void requests.push(request);
  provider = await startTestServer({ answer, onRequest, ...(script && { script }) });
  const model = await openChatModel(provider.model, { runsDirectory: '.', env: {}, warn: () => {} });
  front = await serverOver(new Map([['far', model]]), { maxTokens: 1000, ...change });
}

const call = (name: string, args: object | string, id = `call-${name}`): TestCall => ({
  ...{ id, type: 'function' },
  function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
});
const calls = (...tool_calls: TestCall[]): TestAnswer => ({ content: null, tool_calls });
const results = (request: ChatRequest): string[] =>
  request.messages.filter(({ role }) => role === 'tool').map(({ content }) => content);

const messages = [{ role: 'user', content: 'What is the NPV of -100, 60 and 60 at 10 %?' }];
const NPV = call('npv', { rate_percent: 10, cash_flows: [-100, 60, 60] });
/** By hand: 60/1.1 + 60/1.21 − 100 = 500/121 = 4.1322314049586776859504… */
const VALUE = '4.132231404958677686';

interface Chunk {
  choices: {
    index: number;
    delta: { content?: string; reasoning_content?: string; calculations?: object[] };
    finish_reason: string | null;
    check?: { numbers: { text: string; status: string; origin: object | null }[]; supported?: number };
  }[];
  usage: object | null;
}
interface Whole {
  choices: {
    message: {
      content: string | null;
      tool_calls?: object[];
      calculations?: object[];
      reasoning_content: string | null;
    };
    finish_reason: string;
    check?: NonNullable<Chunk['choices'][number]['check']>;
  }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

async function post(body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(`${front.url}/v1/chat/completions`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, ...init },
    body: JSON.stringify({ model: 'far', messages, calculators: true, ...body }),
  });
}
const whole = async (body: object = {}): Promise<Whole> => (await (await post(body)).json()) as Whole;
async function chunks(body: object = {}): Promise<Chunk[]> {
  const text = await (await post({ stream: true, ...body })).text();
  return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json = '']) => JSON.parse(json) as Chunk);
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const withNpv = (request: ChatRequest): TestAnswer =>
  results(request).length === 0
    ? { content: 'I compute it.', reasoning_content: 'NPV is asked for.', tool_calls: [NPV] }
    : 'The NPV is 4.13.';

it('computes what the model asks for, and tells it in the answer', async () => {
  await started(withNpv);
  const { choices, usage } = await whole();
  const calculation = {
    ...{ name: 'npv', arguments: { rate_percent: 10, cash_flows: [-100, 60, 60] } },
    result: {
      value: VALUE,
      unit: 'currency',
      digits: '20 significant digits',
      formula: expect.any(String) as unknown,
    },
  };
  expect(choices[0]).toMatchObject({
    finish_reason: 'stop',
    message: {
      ...{ content: 'I compute it.\n\nThe NPV is 4.13.', reasoning_content: 'NPV is asked for.' },
      calculations: [calculation],
    },
  });
  expect(choices[0]?.message).not.toHaveProperty('tool_calls');
  expect(requests).toHaveLength(2);
  expect(requests[0]?.tools?.map((tool) => tool.function.name)).toContain('bond_yield');
  expect(requests[1]?.messages.slice(1)).toMatchObject([
    {
      role: 'assistant',
      content: 'I compute it.',
      reasoning_content: 'NPV is asked for.',
      tool_calls: [NPV],
    },
    {
      role: 'tool',
      tool_call_id: 'call-npv',
      content: expect.stringContaining(`"value":"${VALUE}"`) as unknown,
    },
  ]);
  // The provider counts a token for four characters, in each round.
  const read = (text: string): number => Math.ceil(text.length / 4);
  const [first = '', second = ''] = requests.map((request) =>
    request.messages.map(({ content }) => content).join(''),
  );
  expect(usage.prompt_tokens).toBe(read(first) + read(second));
  expect(usage.completion_tokens).toBe(
    read(`I compute it.NPV is asked for.${NPV.function.arguments}`) + read('The NPV is 4.13.'),
  );
  await until(() => front.log.length > 0);
  expect(front.log.at(-1)).toMatchObject({ rounds: 2, usage });

  const told = await chunks({ stream_options: { include_usage: true } });
  const deltas = told.flatMap((chunk) => chunk.choices.map(({ delta }) => delta));
  expect(deltas.map(({ content = '' }) => content).join('')).toBe(choices[0]?.message.content);
  expect(deltas.map(({ reasoning_content = '' }) => reasoning_content).join('')).toBe('NPV is asked for.');
  const at = deltas.findIndex((delta) => delta.calculations !== undefined);
  expect(deltas[at]?.calculations).toEqual([{ index: 0, ...calculation }]);
  // It comes when it is known, before the answer goes on.
  expect(
    deltas
      .slice(0, at)
      .map(({ content = '' }) => content)
      .join(''),
  ).toBe('I compute it.');
  expect(told.flatMap((chunk) => chunk.choices.flatMap(({ finish_reason }) => finish_reason ?? []))).toEqual([
    'stop',
  ]);
  expect(told.at(-1)?.usage).toEqual(usage);
});

it('tells the model what is wrong with its arguments, so that it can correct them', async () => {
  await started((request) => {
    const [first, second] = results(request);
    if (first === undefined) return calls(call('npv', { rate_percnt: 10, cash_flows: [-100, 60, 60] }));
    if (second === undefined) return calls(call('npv', '{"rate_percent": 10, "cash', 'broken'));
    return results(request).length === 2 ? calls(NPV) : 'So.';
  });
  const { choices } = await whole({ calculators: ['npv', 'irr'] });
  expect(choices[0]?.message.calculations).toEqual([
    expect.objectContaining({
      error: expect.stringMatching(/no argument "rate_percnt".*did you mean rate_percent/) as unknown,
    }),
    expect.objectContaining({
      ...{ arguments: '{"rate_percent": 10, "cash' },
      error: expect.stringMatching(/no JSON/) as unknown,
    }),
    expect.objectContaining({ result: expect.objectContaining({ value: VALUE }) as unknown }),
  ]);
  expect(results(requests[1] as ChatRequest)[0]).toMatch(/^\{"error":"there is no argument/);
  expect(requests[0]?.tools?.map((tool) => tool.function.name)).toEqual(['npv', 'irr']);
});

it('tells the model that there is no such tool, and the client of no call that it could carry out', async () => {
  // A calculator that was not offered is none either.
  await started((request) =>
    results(request).length === 0 ? calls(call('nothere', {}), NPV) : 'There is no such tool.',
  );
  for (const tools of [[], [{ type: 'function', function: { name: 'price' } }]]) {
    const { choices } = await whole({ calculators: ['irr'], tools });
    expect(choices[0]).toMatchObject({
      ...{ finish_reason: 'stop', message: { content: 'There is no such tool.' } },
    });
    const there = [...tools.map(({ function: { name } }) => name), 'irr'].join(', ');
    const said = ['nothere', 'npv'].map((name) => `there is no tool "${name}"; there are ${there}`);
    const told = choices[0]?.message;
    expect(told).not.toHaveProperty('tool_calls');
    expect(told?.calculations).toMatchObject(said.map((error) => ({ error })));
    expect(results(requests.at(-1) as ChatRequest)).toEqual(said.map((error) => JSON.stringify({ error })));
  }
});

it('keeps every digit that the model writes', async () => {
  const cash_flows = '[0, 12345678901234567890.12345]';
  await started((request) =>
    results(request).length === 0
      ? calls(call('npv', `{"rate_percent":0,"cash_flows":${cash_flows}}`))
      : 'So.',
  );
  expect((await whole()).choices[0]?.message.calculations).toMatchObject([
    {
      arguments: { cash_flows: [0, '12345678901234567890.12345'] },
      result: { value: '12345678901234567890.12345', digits: 'exact' },
    },
  ]);
});

it('asks for words in the end, and never more than eight times', async () => {
  await started(({ tool_choice }) => (tool_choice === 'none' ? 'Enough.' : calls(NPV)));
  const { choices } = await whole();
  expect(requests).toHaveLength(8);
  expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'Enough.' } });
  expect(choices[0]?.message.calculations).toHaveLength(7);
  expect(results(requests[7] as ChatRequest).at(-1)).toContain('No more calculations are possible');
  expect(results(requests[6] as ChatRequest).at(-1)).not.toContain('No more');
});

it('asks no more of a model that still calls when it may not', async () => {
  await started(() => calls(NPV));
  const { choices } = await whole({ max_tokens: 1000 });
  expect(requests).toHaveLength(8);
  expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: '' } });
});

it('forces a tool only once', async () => {
  await started(withNpv);
  const tool_choice = { type: 'function', function: { name: 'npv' } };
  expect((await whole({ tool_choice })).choices[0]?.finish_reason).toBe('stop');
  expect(requests.map((request) => request.tool_choice)).toEqual([tool_choice, 'auto']);
});

it('ends with calls of the client’s own tools, and takes its calculations back', async () => {
  const price = {
    type: 'function',
    function: { name: 'price', parameters: { type: 'object', properties: {} } },
  };
  await started((request) =>
    results(request).length === 0 ? calls(NPV, call('price', {})) : `It is ${results(request).at(-1)}.`,
  );
  const first = await whole({ tools: [price] });
  const message = first.choices[0]?.message;
  expect(first.choices[0]?.finish_reason).toBe('tool_calls');
  expect(message).toMatchObject({ content: null, tool_calls: [call('price', {})] });
  expect(message?.calculations).toHaveLength(1);
  const result = { role: 'tool', tool_call_id: 'call-price', content: '17.30' };
  const next = await whole({ tools: [price], messages: [...messages, message, result] });
  expect(next.choices[0]?.message.content).toBe('It is 17.30.');
  expect(requests.at(-1)?.messages.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'tool',
    'assistant',
    'tool',
  ]);
  expect(results(requests.at(-1) as ChatRequest)[0]).toContain(VALUE);
  const clash = await post({ tools: [{ ...price, function: { ...price.function, name: 'npv' } }] });
  expect([clash.status, await clash.text()]).toEqual([
    400,
    expect.stringContaining('two tools are named npv'),
  ]);
  const unknown = await post({ calculators: ['npw'] });
  expect([unknown.status, await unknown.text()]).toEqual([
    400,
    expect.stringContaining('there is no \\"npw\\"'),
  ]);
});

it('checks numbers against what was computed, and not against what the model made up for it', async () => {
  // By hand: 60/1.0777 + 60/1.0777² − 100 = 55.6741 + 51.6601 − 100 = 7.3342.
  const made = call('npv', { rate_percent: 7.77, cash_flows: [-100, 60, 60] });
  await started((request) =>
    results(request).length === 0 ? calls(made) : 'The cost of capital is 7.77%. The value is 7.33.',
  );
  const { choices } = await whole({ check: true });
  const told = await chunks({ check: true });
  const updates = told.flatMap((chunk) => chunk.choices.flatMap(({ check }) => check ?? []));
  for (const numbers of [choices[0]?.check?.numbers, updates.flatMap((update) => update.numbers)]) {
    expect(numbers?.filter(({ text }) => text === '7.33').at(-1)).toMatchObject({
      ...{ status: 'found', origin: { kind: 'text', block: 'calculator:npv#1' } },
    });
    expect(numbers?.filter(({ text }) => text === '7.77%').at(-1)?.status).toMatch(
      /^(unsupported|untraced)$/,
    );
  }
});

it('keeps to its limit of tokens over all rounds', async () => {
  await started((request) => (request.tool_choice === 'none' ? 'So.' : calls(NPV)));
  const each = Math.ceil(NPV.function.arguments.length / 4);
  const { choices, usage } = await whole({ max_tokens: 2 * each });
  expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '' } });
  expect(requests.map(({ max_tokens }) => max_tokens)).toEqual([2 * each, each]);
  expect(usage.completion_tokens).toBe(2 * each);
});

it('counts all rounds against a key', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-rounds-'));
  const keysPath = join(directory, 'keys.json');
  const key = addKey(keysPath, 'ann', { tokensPerMinute: 60 });
  await started((request) => (results(request).length < 3 ? calls(NPV) : 'So.'), { keysPath });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const first = await post({}, { headers });
  const { usage } = (await first.json()) as Whole;
  expect(usage.total_tokens).toBeGreaterThan(300);
  await until(() => front.log.length > 0);
  const limited = await post({}, { headers });
  // 60 were there, and each second brings one back.
  const missing = usage.total_tokens - 60;
  const wait = Number(limited.headers.get('retry-after'));
  expect([limited.status, wait <= missing + 1, wait > missing - 30]).toEqual([429, true, true]);
  await rm(directory, { recursive: true });
});

it('gives several answers, each with its own calculations', async () => {
  let asked = 0;
  await started((request) => {
    if (results(request).length > 0)
      return `It is ${String((JSON.parse(results(request)[0] ?? '') as { value: string }).value)}.`;
    return calls(call('evaluate', { expression: `${++asked} + 0.1` }));
  });
  const { choices } = await whole({ n: 3 });
  const texts = choices.map(({ message }) => message.content);
  expect([...texts].sort()).toEqual(['It is 1.1.', 'It is 2.1.', 'It is 3.1.']);
  for (const { message } of choices) expect(message.calculations).toHaveLength(1);
});

it('stops everything for a reader that leaves in the middle', async () => {
  await started(withNpv, { script: ['ok', 'hang'] });
  const left = new AbortController();
  const answer = await post({ stream: true }, { signal: left.signal });
  const reader = answer.body?.getReader();
  await reader?.read();
  await until(() => requests.length === 2);
  expect(provider.stats().inFlight).toBe(1);
  left.abort();
  await until(() => provider.stats().inFlight === 0);
  await until(() => front.log.at(-1)?.['left'] === true);
  // What the first round took is counted all the same.
  expect(front.log.at(-1)).toMatchObject({
    rounds: 1,
    usage: { completion_tokens: expect.any(Number) as unknown },
  });
});

it('says what broke in the middle', async () => {
  await started(withNpv, { script: ['ok', 'bad-request'] });
  const answer = await post({});
  expect(answer.status).toBe(502);
  await front.close();
  await provider.close();
  await started(withNpv, { script: ['ok', 'bad-request'] });
  const events = await (await post({ stream: true })).text();
  expect(events).toContain('"calculations"');
  expect(events).toContain('upstream_error');
});

it('answers whatever the model calls, and however', async () => {
  const names = ['npv', 'evaluate', 'day_count', 'no_such_tool', '', '__proto__', 'price'];
  const args = [
    '',
    '{}',
    '[]',
    'null',
    '{"expression":"1/0"}',
    '{"expression":"9^9^9"}',
    '{"a":',
    '\ud800',
    '"x"',
  ];
  const pick = <T>(random: Random, all: readonly T[]): T => all[random.int(0, all.length - 1)] as T;
  let number = 0;
  await started(({ tool_choice }) => {
    const random = Random.derive(number++, 'calls');
    if (tool_choice === 'none' || random.int(0, 3) === 0) return 'So.';
    const some = Array.from({ length: random.int(1, 3) }, (_, i) =>
      call(pick(random, names), pick(random, args), `c${i}`),
    );
    return { content: pick(random, [null, '', 'I compute.']), tool_calls: some };
  });
  const tools = [{ type: 'function', function: { name: 'price' } }];
  for (let i = 0; i < 60; i++) {
    const answer = await post({ tools, n: (i % 2) + 1, check: true });
    const text = await answer.text();
    // A call without a name is no answer of an API.
    if (answer.status === 502) continue;
    expect([answer.status, text]).toEqual([200, text]);
    for (const { message, finish_reason } of (JSON.parse(text) as Whole).choices) {
      expect(finish_reason).toBe((message.tool_calls ?? []).length > 0 ? 'tool_calls' : 'stop');
      for (const calculation of message.calculations ?? [])
        expect('error' in calculation || 'result' in calculation).toBe(true);
    }
  }
});

it('streams to the OpenAI package', async () => {
  await started((request) => (results(request).length < 2 ? calls(NPV) : 'So.'));
  const openai = new OpenAI({ baseURL: `${front.url}/v1`, apiKey: 'none', maxRetries: 0 });
  const body = { model: 'far', messages: messages as OpenAI.ChatCompletionMessageParam[], calculators: true };
  const stream = openai.chat.completions.stream(body);
  expect(await stream.finalContent()).toBe('So.');
});
