/** The clients that people have: OpenAI's package, the AI SDK and curl, unchanged. */

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from './test-serve.ts';
import type { TestServer } from './test-serve.ts';

let server: TestServer;
let openai: OpenAI;
beforeAll(async () => {
  server = await testServer();
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 });
});
afterAll(() => server.close());

const messages = [{ role: 'user' as const, content: 'revenue prior=48 current=63' }];
const asked = { model: 'tiny', messages, max_tokens: 20, seed: 3, temperature: 0 };

it('answers the OpenAI package, whole and streamed alike', async () => {
  const whole = await openai.chat.completions.create({ ...asked, logprobs: true, top_logprobs: 2 });
  const [choice] = whole.choices;
  const text = choice?.message.content ?? '';
  expect(text.length).toBeGreaterThan(0);
  expect(whole.usage?.completion_tokens).toBe(20);
  expect(whole.usage?.total_tokens).toBe(20 + (whole.usage?.prompt_tokens ?? 0));
  expect(choice?.finish_reason).toBe('length');
  expect(choice?.logprobs?.content).toHaveLength(20);
  expect(choice?.logprobs?.content?.[0]?.top_logprobs).toHaveLength(2);

  const stream = await openai.chat.completions.create({
    ...asked,
    stream: true,
    stream_options: { include_usage: true },
  });
  let streamed = '';
  const reasons: (string | null)[] = [];
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    streamed += chunk.choices[0]?.delta.content ?? '';
    if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
    usage = chunk.usage ?? usage;
  }
  expect(streamed).toBe(text);
  expect(reasons).toEqual(['length']);
  expect(usage).toEqual(whole.usage);
});

it('gives several samples, and the same ones for a seed', async () => {
  const params = { ...asked, temperature: 1, n: 3 };
  const texts = async (): Promise<(string | null)[]> =>
    (await openai.chat.completions.create(params)).choices.map(({ message }) => message.content);
  const first = await texts();
  expect(new Set(first).size).toBe(3);
  expect(await texts()).toEqual(first);
});

it('completes texts, and ends before a stop text', async () => {
  const params = { model: 'tiny', prompt: 'revenue', max_tokens: 30, temperature: 0 };
  const text = (await openai.completions.create(params)).choices[0]?.text ?? '';
  const stop = text.slice(8, 11);
  const stopped = await openai.completions.create({ ...params, stop: [stop], logprobs: 1 });
  expect(stopped.choices[0]).toMatchObject({
    text: text.slice(0, text.indexOf(stop)),
    finish_reason: 'stop',
  });
  const stream = await openai.completions.create({ ...params, stream: true });
  let streamed = '';
  for await (const chunk of stream) streamed += chunk.choices[0]?.text ?? '';
  expect(streamed).toBe(text);
});

it('lists its models, and names what it does not have', async () => {
  expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(['tiny']);
  expect((await openai.models.retrieve('tiny')).object).toBe('model');
  await expect(openai.chat.completions.create({ ...asked, model: 'large' })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
  const refused = openai.chat.completions.create({ ...asked, presence_penalty: 1 });
  await expect(refused).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  await expect(refused).rejects.toMatchObject({ param: 'presence_penalty' });
  await expect(
    openai.chat.completions.create({ ...asked, messages: [{ role: 'user', content: 'a '.repeat(900) }] }),
  ).rejects.toMatchObject({
    status: 400,
    code: 'context_length_exceeded',
  });
});

it('answers the AI SDK', async () => {
  const provider = createOpenAICompatible({ name: 'fin-r1', baseURL: `${server.url}/v1` });
  const settings = {
    model: provider('tiny'),
    prompt: messages[0]?.content ?? '',
    maxOutputTokens: 20,
    temperature: 0,
  };
  const { text, usage } = await generateText(settings);
  expect(usage.outputTokens).toBe(20);
  let streamed = '';
  for await (const piece of streamText(settings).textStream) streamed += piece;
  expect(streamed.trim()).toBe(text.trim());
  expect(text.length).toBeGreaterThan(0);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
it.runIf(hasCurl)('answers curl', async () => {
  const curl = async (...more: string[]): Promise<string> => {
    const flags = ['-sN', `${server.url}/v1/chat/completions`, '-H', 'content-type: application/json'];
    return (await promisify(execFile)('curl', [...flags, ...more])).stdout;
  };
  const whole = JSON.parse(await curl('-d', JSON.stringify(asked))) as OpenAI.ChatCompletion;
  const events = (await curl('-d', JSON.stringify({ ...asked, stream: true }))).trim().split('\n\n');
  expect(events.at(-1)).toBe('data: [DONE]');
  const chunks = events
    .slice(0, -1)
    .map((event) => JSON.parse(event.slice('data: '.length)) as OpenAI.ChatCompletionChunk);
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
  expect(text).toBe(whole.choices[0]?.message.content);
});
