/** Tools of a model behind an API: what the provider is sent, and what is made of the calls in its stream. */

import { afterEach, expect, it } from 'vitest';
import { readModelString } from '../model-string.ts';
import type { HttpAddress } from '../model-string.ts';
import { callOptions, languageModel } from '../provider-call.ts';
import { toolOptions } from '../provider-tools.ts';
import type { ChatRequest, TestAnswer } from '../test-server-faults.ts';
import { startTestServer } from '../test-server.ts';
import type { TestServer } from '../test-server.ts';
import type { ChatEvent, ChatParams } from './chat-model.ts';
import type { ChatTurn, ToolUse } from './chat-turn.ts';
import { HttpChat } from './http-chat.ts';

let server: TestServer;
afterEach(() => server.close());

const tools: ToolUse = {
  tools: [
    {
      ...{ name: 'price', description: 'Price of a share.', isStrict: true },
      parameters: { type: 'object', properties: { ticker: { type: 'string' } }, required: ['ticker'] },
    },
    { name: 'now', parameters: { type: 'object', properties: {} }, isStrict: false },
  ],
  ...{ choice: 'auto', isParallel: true },
};
const params: ChatParams = {
  ...{ maxTokens: 50, temperature: 0.6, topP: 1, topK: -1, seed: 7 },
  ...{ stop: [], topLogprobs: null },
};
const question: readonly ChatTurn[] = [{ role: 'user', content: 'What does ACME cost?' }];
const call = (id: string, name: string, text: string) =>
  ({ id, type: 'function', function: { name, arguments: text } }) as const;

async function asked(answer: TestAnswer, change: Partial<ChatParams> = {}, turns = question) {
  const requests: ChatRequest[] = [];
  server = await startTestServer({ answer: () => answer, onRequest: (request) => requests.push(request) });
  const model = new HttpChat(readModelString(server.model, {}) as HttpAddress);
  const { signal } = new AbortController();
  const { events } = await model.ask(turns, { ...params, tools, ...change }, { samples: 1, signal });
  const told: ChatEvent[] = [];
  for await (const event of events) told.push(event);
  return { told, sent: requests[0] as ChatRequest };
}

it('sends the tools, and tells the calls as they come', async () => {
  const { told, sent } = await asked({
    ...{ content: 'Let me see.', reasoning_content: 'A price is wanted.' },
    tool_calls: [call('a', 'price', '{"ticker":"ACME"}'), call('b', 'now', '{}')],
  });
  expect(sent.tools).toEqual([
    {
      type: 'function',
      function: {
        ...{ name: 'price', description: 'Price of a share.', strict: true },
        parameters: tools.tools[0]?.parameters,
      },
    },
    { type: 'function', function: { name: 'now', parameters: tools.tools[1]?.parameters } },
  ]);
  expect(sent.tool_choice).toBe('auto');
  expect(sent).not.toHaveProperty('parallel_tool_calls');
  const text = told.map((event) => ('text' in event ? event.text : '')).join('');
  expect(text).toBe('<think>\nA price is wanted.\n</think>\nLet me see.');
  const pieces = told.flatMap((event) => ('call' in event ? [event.call] : []));
  expect(pieces.filter(({ begins }) => begins !== undefined)).toEqual([
    { index: 0, begins: { id: 'a', name: 'price' }, arguments: expect.any(String) as unknown },
    { index: 1, begins: { id: 'b', name: 'now' }, arguments: expect.any(String) as unknown },
  ]);
  const textOf = (index: number): string =>
    pieces.map((piece) => (piece.index === index ? piece.arguments : '')).join('');
  expect([textOf(0), textOf(1)]).toEqual(['{"ticker":"ACME"}', '{}']);
  expect(told.at(-1)).toMatchObject({ end: 'other', completionTokens: expect.any(Number) as unknown });
});

it('counts what is written before its end is told, a call too', async () => {
  /** Next to `letters` times 0.28, the estimate of one. */
  const holds = async (answer: TestAnswer, letters: number): Promise<void> => {
    const { told } = await asked(answer);
    await server.close();
    const tokens = told.reduce((sum, event) => sum + ('tokens' in event ? event.tokens : 0), 0);
    expect(Math.abs(tokens - letters * 0.28)).toBeLessThanOrEqual(1.001);
  };
  const text = 'x'.repeat(1000);
  await holds(text, 1000);
  await holds({ content: null, reasoning_content: text, tool_calls: [] }, '<think>\n'.length + 1000);
  const json = JSON.stringify({ ticker: text });
  await holds({ content: null, tool_calls: [call('a', 'price', json)] }, 'price'.length + json.length);
});

it('closes a thought in front of a call', async () => {
  const { told } = await asked({
    ...{ content: null, reasoning_content: 'So.' },
    tool_calls: [call('a', 'now', '{}')],
  });
  const text = told.map((event) => ('text' in event ? event.text : '')).join('');
  expect(text).toBe('<think>\nSo.\n</think>\n');
});

it.each([
  [{ choice: 'required', isParallel: false }, 'required'],
  [{ choice: 'none' }, 'none'],
  [{ choice: { name: 'now' } }, { type: 'function', function: { name: 'now' } }],
] as const)('passes on the choice %j', async (change, expected) => {
  const { sent } = await asked('x', { tools: { ...tools, ...change }, topK: 5 });
  expect(sent.tool_choice).toEqual(expected);
  expect(sent.parallel_tool_calls).toBe('isParallel' in change ? false : undefined);
  expect(sent).toMatchObject({ top_k: 5 });
});

it('passes on calls and their results, digit by digit', async () => {
  const text = '{"amount":12345678901234567890.12345}';
  const turns: ChatTurn[] = [
    ...question,
    {
      role: 'assistant',
      content: '',
      reasoning: 'So.',
      toolCalls: [{ id: 'a', name: 'price', arguments: text }],
    },
    { role: 'tool', content: '17.30', toolCallId: 'a', name: 'price' },
  ];
  const { sent } = await asked('It costs 17.30.', {}, turns);
  expect(sent.messages.slice(1)).toEqual([
    {
      ...{ role: 'assistant', content: null, reasoning_content: 'So.' },
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'price', arguments: text } }],
    },
    { role: 'tool', tool_call_id: 'a', content: '17.30' },
  ]);
});

it("uses OpenAI's own name for one call at a time", async () => {
  server = await startTestServer();
  let body: Record<string, unknown> = {};
  const address = readModelString('openai/gpt-5', { OPENAI_API_KEY: 'sk-o' }) as HttpAddress;
  const language = languageModel(address, (_url, init) => {
    body = JSON.parse(String(init?.body)) as Record<string, unknown>;
    return Promise.reject(new Error('enough'));
  });
  const options = callOptions(address, question, { maxTokens: 5, temperature: 0, seed: 1 }, 0);
  const one = toolOptions(address, options, { ...tools, isParallel: false });
  await expect(language.doStream(one)).rejects.toThrow();
  expect(body).toMatchObject({ parallel_tool_calls: false, tool_choice: 'auto' });
});
