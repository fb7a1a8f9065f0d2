/** Tools of a model of this machine: random weights, so that only what it is held to makes its calls whole. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tinyModel } from '../../engine/test-model.ts';
import type { ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import type { ChatTurn, ToolUse } from './chat-turn.ts';
import { openLocalChat } from './local-chat.ts';
import { bareTemplate, taggedTemplate } from './test-templates.ts';

const made: Awaited<ReturnType<typeof tinyModel>>[] = [];
const models: ChatModel[] = [];
async function opened(template: string): Promise<ChatModel> {
  const tiny = await tinyModel('Qwen3ForCausalLM', { contextLength: 2048 });
  made.push(tiny);
  await writeFile(join(tiny.folder, 'chat_template.jinja'), template);
  const model = await openLocalChat('tiny', tiny.folder, { threads: 1 });
  models.push(model);
  return model;
}

let tagged: ChatModel;
let bare: ChatModel;
beforeAll(async () => {
  tagged = await opened(taggedTemplate);
  bare = await opened(bareTemplate);
});
afterAll(async () => {
  for (const model of models) await model.close();
  for (const { directory } of made) await rm(directory, { recursive: true });
});

const price = {
  name: 'price',
  parameters: {
    type: 'object',
    properties: { ticker: { enum: ['ACME', 'OVAL'] }, sure: { type: 'boolean' } },
    required: ['ticker', 'sure'],
  },
  isStrict: false,
};
const now = { name: 'now', parameters: { type: 'object', properties: {} }, isStrict: true };
const use: ToolUse = { tools: [price, now], choice: 'auto', isParallel: true };
const question: readonly ChatTurn[] = [{ role: 'user', content: 'revenue' }];
const params: ChatParams = {
  ...{ maxTokens: 120, temperature: 1, topP: 1, topK: -1, seed: 1 },
  ...{ stop: [], topLogprobs: null },
};

interface Told {
  text: string;
  calls: { name: string; arguments: string }[];
  ends: string[];
  tokens: number;
  pieces: number;
}

async function told(
  model: ChatModel,
  change: Partial<ChatParams>,
  turns: readonly ChatTurn[] = question,
): Promise<Told> {
  const { signal } = new AbortController();
  const answer = await model.ask(turns, { ...params, ...change }, { samples: 1, signal });
  const all: Told = { text: '', calls: [], ends: [], tokens: 0, pieces: 0 };
  for await (const event of answer.events as AsyncIterable<ChatEvent>) {
    if ('end' in event) all.ends.push(event.end);
    else if ('text' in event) {
      all.text += event.text;
      all.tokens += event.tokens;
    } else {
      const { index, begins, arguments: text } = event.call;
      if (begins !== undefined) all.calls.push({ name: begins.name, arguments: '' });
      (all.calls[index] as Told['calls'][number]).arguments += text;
      all.pieces++;
    }
  }
  return all;
}

it.each([
  ['between tags', () => tagged],
  ['as JSON alone', () => bare],
])('calls the tool that is named, with arguments of its schema, %s', async (_what, model) => {
  for (const temperature of [0, 1]) {
    const tools = { ...use, choice: { name: 'price' }, isParallel: false };
    const { text, calls, ends, pieces } = await told(model(), { temperature, tools });
    expect(calls.map(({ name }) => name)).toEqual(['price']);
    const ticker = expect.stringMatching(/^(ACME|OVAL)$/) as unknown;
    expect(JSON.parse(calls[0]?.arguments ?? '')).toEqual({ ticker, sure: expect.any(Boolean) as unknown });
    expect([text, ends]).toEqual(['', ['stop']]);
    expect(pieces).toBeGreaterThan(1);
  }
});

it('calls some tool where one is required', async () => {
  const names = new Set<string>();
  for (let seed = 0; seed < 8; seed++) {
    const { calls } = await told(tagged, { seed, tools: { ...use, choice: 'required' }, maxTokens: 600 });
    expect(calls.length).toBeGreaterThan(0);
    for (const { name, arguments: text } of calls) {
      names.add(name);
      expect(typeof JSON.parse(text)).toBe('object');
    }
  }
  expect([...names].sort()).toEqual(['now', 'price']);
});

it('answers with a text where it may, and counts its tokens', async () => {
  for (const model of [tagged, bare]) {
    const plain = await told(model, { tools: { ...use, choice: 'none' }, maxTokens: 20 });
    expect(plain.calls).toEqual([]);
    const { text, calls, tokens } = await told(model, { tools: use, maxTokens: 20 });
    expect(calls).toEqual([]);
    expect(text.length).toBeGreaterThan(0);
    expect(tokens).toBe(20);
  }
});

it('shows its template the tools, the calls and their results', async () => {
  const toolCalls = [{ id: 'a', name: 'price', arguments: '{"ticker":"ACME","sure":true}' }];
  const result: ChatTurn = { role: 'tool', content: '17.3', toolCallId: 'a', name: 'price' };
  const calling: ChatTurn = { role: 'assistant', content: '', reasoning: '', toolCalls };
  const { signal } = new AbortController();
  const tokensOf = async (turns: readonly ChatTurn[], tools?: ToolUse): Promise<number> => {
    const answer = await tagged.ask(turns, { ...params, maxTokens: 1, tools }, { samples: 1, signal });
    for await (const _event of answer.events);
    return answer.promptTokens;
  };
  const plain = await tokensOf(question);
  expect(await tokensOf(question, { ...use, choice: 'none' })).toBe(plain);
  expect(await tokensOf(question, use)).toBeGreaterThan(plain + 100);
  expect(await tokensOf([...question, calling, result])).toBeGreaterThan(plain + 50);
});

it('refuses what it cannot do', async () => {
  const strict = {
    ...price,
    isStrict: true,
    parameters: { type: 'object', properties: { a: { minimum: 1 } } },
  };
  const refused = told(tagged, { tools: { ...use, tools: [strict] } });
  await expect(refused).rejects.toMatchObject({ code: 'tool-schema', exitCode: 2 });
  await expect(refused).rejects.toThrow(/parameters of the tool price: schema\.properties\.a: .*"minimum"/);
  // Without `strict` such a bound is left out.
  await told(tagged, { tools: { ...use, tools: [{ ...strict, isStrict: false }] }, maxTokens: 2 });
  const jsonSchema = { name: 'a', schema: { type: 'object' } };
  await expect(told(tagged, { tools: use, jsonSchema })).rejects.toThrow(/response_format/);
  const plain = await opened("{% for m in messages %}{{ m.role + ': ' + m.content }}{% endfor %}");
  expect(plain.lacks.tools).toMatch(/shows no tools/);
  await expect(told(plain, { tools: use })).rejects.toThrow(/shows no tools/);
  const result: ChatTurn = { role: 'tool', content: '1', toolCallId: 'a', name: 'price' };
  await expect(told(plain, {}, [...question, result])).rejects.toThrow(/shows no tools/);
});
