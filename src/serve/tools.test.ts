/** Tools through the clients that people have, unchanged: OpenAI's package and the AI SDK. */

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taggedTemplate } from '../models/chat/test-templates.ts';
import { openChatModel } from '../models/index.ts';
import { startTestServer } from '../models/test-server.ts';
import type { TestServer as Provider } from '../models/test-server.ts';
import type { ChatRequest } from '../models/test-server-faults.ts';
import { serverOver, testServer } from './test-serve.ts';
import type { TestServer } from './test-serve.ts';

const parameters = {
  type: 'object',
  properties: { ticker: { type: 'string', enum: ['ACME', 'OVAL'] }, sure: { type: 'boolean' } },
  required: ['ticker', 'sure'],
  additionalProperties: false,
};
const tools = [
  {
    type: 'function' as const,
    function: { name: 'price', description: 'Price of a share.', parameters, strict: true },
  },
];
const tool_choice = { type: 'function' as const, function: { name: 'price' } };
const messages = [{ role: 'user' as const, content: 'What does ACME cost?' }];

describe('a model of this machine', () => {
  let server: TestServer;
  let openai: OpenAI;
  beforeAll(async () => {
    server = await testServer({ maxTokens: 400 }, { template: taggedTemplate, contextLength: 2048 });
    openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 });
  });
  afterAll(() => server.close());
  const asked = { model: 'tiny', messages, tools, temperature: 0, seed: 3 };
  const valid = {
    ticker: expect.stringMatching(/^(ACME|OVAL)$/) as unknown,
    sure: expect.any(Boolean) as unknown,
  };

  it('calls the tool that is named, whole and streamed alike', async () => {
    const whole = await openai.chat.completions.create({ ...asked, tool_choice });
    const [choice] = whole.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.content).toBeNull();
    const [call] = choice?.message.tool_calls ?? [];
    if (call?.type !== 'function') throw new Error('no call');
    expect(call.id).toMatch(/^call_\w{24}$/);
    expect(call.function.name).toBe('price');
    expect(JSON.parse(call.function.arguments)).toEqual(valid);

    const stream = openai.chat.completions.stream({ ...asked, tool_choice });
    let pieces = 0;
    stream.on('tool_calls.function.arguments.delta', () => pieces++);
    const told = (await stream.finalChatCompletion()).choices[0];
    expect(pieces).toBeGreaterThan(3);
    expect(told?.finish_reason).toBe('tool_calls');
    const [streamed] = told?.message.tool_calls ?? [];
    expect(streamed?.type === 'function' && streamed.function.arguments).toBe(call.function.arguments);
  });

  it('reads a call and its result back, as each client sends them', async () => {
    const { choices } = await openai.chat.completions.create({ ...asked, tool_choice });
    const message = choices[0]?.message as OpenAI.ChatCompletionMessage;
    const tool_call_id = message.tool_calls?.[0]?.id ?? '';
    const result = {
      role: 'tool' as const,
      tool_call_id,
      content: [{ type: 'text' as const, text: '17.30' }],
    };
    const next = await openai.chat.completions.create({
      ...{ ...asked, max_tokens: 5, tool_choice: 'none' },
      messages: [...messages, message, result],
    });
    expect(next.choices[0]?.finish_reason).toBe('length');
    expect(next.usage?.prompt_tokens).toBeGreaterThan(50);
  });

  it('serves the AI SDK, which carries out the tool and asks again', async () => {
    const provider = createOpenAICompatible({ name: 'fin-r1', baseURL: `${server.url}/v1` });
    const asks: unknown[] = [];
    const settings = {
      ...{ model: provider('tiny'), prompt: 'What does ACME cost?', maxOutputTokens: 110, temperature: 0 },
      tools: {
        price: tool({
          description: 'Price of a share.',
          inputSchema: jsonSchema<{ ticker: string; sure: boolean }>(parameters as object),
          execute: (input) => {
            asks.push(input);
            return { price: '17.30' };
          },
        }),
      },
      stopWhen: stepCountIs(2),
      // Only the first time, or it would never come to an answer.
      prepareStep: ({ stepNumber }: { stepNumber: number }) => ({
        toolChoice: stepNumber === 0 ? ({ type: 'tool', toolName: 'price' } as const) : ('none' as const),
      }),
    };
    const { steps } = await generateText(settings);
    expect(steps).toHaveLength(2);
    expect(steps[0]?.finishReason).toBe('tool-calls');
    const streamed = streamText(settings);
    expect((await streamed.steps).length).toBe(2);
    expect(asks).toEqual([valid, valid]);
  });

  it.each([
    ['a tool of another type', { tools: [{ type: 'custom', custom: { name: 'a' } }] }, 'tools.0.type'],
    [
      'a name with a space',
      { tools: [{ type: 'function', function: { name: 'a b' } }] },
      'tools.0.function.name',
    ],
    ['two tools of one name', { tools: [...tools, ...tools] }, 'tools'],
    ['a choice that is none', { tools, tool_choice: 'any' }, 'tool_choice'],
    [
      'a tool that is not there',
      { tools, tool_choice: { type: 'function', function: { name: 'x' } } },
      'tool_choice',
    ],
    ['a call without tools', { tool_choice: 'required' }, 'tool_choice'],
    [
      'a strict schema that says more than can be held',
      { tools: [{ type: 'function', function: { name: 'a', strict: true, parameters: { allOf: [] } } }] },
      'tools',
    ],
    [
      'a schema for the answer too',
      { tools, response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } },
      'tools',
    ],
    ['functions of old', { functions: [{ name: 'a' }] }, 'functions'],
    [
      'a result of no call',
      { messages: [...messages, { role: 'tool', tool_call_id: 'a', content: '1' }] },
      'messages.1.tool_call_id',
    ],
    [
      'a call without a result',
      {
        messages: [
          ...messages,
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'a', type: 'function', function: { name: 'price', arguments: '{}' } }],
          },
          ...messages,
        ],
      },
      'messages',
    ],
    [
      'an assistant that says nothing',
      { messages: [...messages, { role: 'assistant', content: null }] },
      'messages.1.content',
    ],
  ])('refuses %s', async (_what, change, param) => {
    const answer = await fetch(`${server.url}/v1/chat/completions`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ model: 'tiny', messages, max_tokens: 1, ...change }),
    });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: object }).error).toMatchObject({ param });
  });
});

describe('a model behind an API', () => {
  let provider: Provider;
  let front: Awaited<ReturnType<typeof serverOver>>;
  const requests: ChatRequest[] = [];
  const call = {
    id: 'up1',
    type: 'function',
    function: { name: 'price', arguments: '{"ticker":"ACME","sure":true}' },
  } as const;
  beforeAll(async () => {
    provider = await startTestServer({
      onRequest: (request) => requests.push(request),
      answer: ({ messages: all }) =>
        all.at(-1)?.role === 'tool'
          ? `It costs ${all.at(-1)?.content}.`
          : { content: null, reasoning_content: 'A price is wanted.', tool_calls: [call] },
    });
    const model = await openChatModel(provider.model, { runsDirectory: '.', env: {}, warn: () => {} });
    front = await serverOver(new Map([['far', model]]));
  });
  afterAll(async () => {
    await front.close();
    await provider.close();
  });

  it('passes calls on in both directions', async () => {
    const openai = new OpenAI({ baseURL: `${front.url}/v1`, apiKey: 'none', maxRetries: 0 });
    const asked = { model: 'far', tools };
    const { choices } = await openai.chat.completions.create({
      ...asked,
      messages,
      parallel_tool_calls: false,
    });
    const message = choices[0]?.message as OpenAI.ChatCompletionMessage;
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(message).toMatchObject({
      content: null,
      reasoning_content: 'A price is wanted.',
      tool_calls: [call],
    });
    expect(requests[0]).toMatchObject({ tools, parallel_tool_calls: false });
    const result = { role: 'tool' as const, tool_call_id: 'up1', content: '17.30' };
    const stream = openai.chat.completions.stream({ ...asked, messages: [...messages, message, result] });
    expect(await stream.finalContent()).toBe('It costs 17.30.');
    expect(requests[1]?.messages.slice(1)).toMatchObject([{ role: 'assistant', tool_calls: [call] }, result]);
  });

  it('takes results of tools for sources of numbers', async () => {
    const answer = await fetch(`${front.url}/v1/chat/completions`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({
        ...{ model: 'far', check: true, tools },
        messages: [
          ...messages,
          { role: 'assistant', content: null, tool_calls: [call] },
          { role: 'tool', tool_call_id: 'up1', content: '{"price": 1731.25}' },
        ],
      }),
    });
    const { choices } = (await answer.json()) as { choices: { check: { numbers: object[] } }[] };
    expect(choices[0]?.check.numbers).toEqual([
      expect.objectContaining({
        text: '1731.25',
        status: 'found',
        origin: expect.objectContaining({ kind: 'text', block: 'tool:price#1' }) as unknown,
      }),
    ]);
  });
});
