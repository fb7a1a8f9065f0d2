/** A GGUF model as a server asks it, over a stand-in for node-llama-cpp. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGguf } from '../gguf-model.ts';
import { ggufHeader } from '../test-gguf.ts';
import { TestLlama } from '../test-llama.ts';
import type { ChatEvent, ChatParams } from './chat-model.ts';
import type { ToolUse } from './chat-turn.ts';
import { GgufChat } from './gguf-chat.ts';
import { taggedTemplate } from './test-templates.ts';

let home: string;
let path: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-gguf-chat-'));
  path = join(home, 'model.gguf');
  writeFileSync(path, ggufHeader());
});
afterAll(() => rmSync(home, { recursive: true }));

const params: ChatParams = {
  ...{ maxTokens: 50, temperature: 0.6, topP: 1, topK: -1, seed: 7 },
  ...{ stop: [], topLogprobs: null },
};
const ask = (content: string) => [{ role: 'user', content }] as const;

async function opened(llama = new TestLlama()): Promise<GgufChat> {
  return new GgufChat(await openGguf(path, { load: llama.load, warn: () => undefined }));
}

async function told(events: AsyncIterable<ChatEvent>): Promise<{ texts: string[]; ends: ChatEvent[] }> {
  const texts: string[] = [];
  const ends: ChatEvent[] = [];
  for await (const event of events) {
    if ('end' in event) ends.push(event);
    else if ('text' in event) texts[event.sample] = (texts[event.sample] ?? '') + event.text;
  }
  return { texts, ends };
}

it('tells each sample as it is written, and how it ended', async () => {
  const model = await opened();
  const { signal } = new AbortController();
  const answer = await model.ask(ask('abc'), params, { samples: 2, signal });
  expect(answer.promptTokens).toBe('^user:abc;>'.length);
  expect(model.open).toBe(1);
  const { texts, ends } = await told(answer.events);
  expect(texts).toEqual(['cba', 'cba']);
  expect(ends).toHaveLength(2);
  expect(ends[0]).toMatchObject({ end: 'stop', completionTokens: 4 });
  expect(model.open).toBe(0);
});

it('ends at its limit, before a stop text, and for a reader that leaves', async () => {
  const model = await opened();
  const { signal } = new AbortController();
  const short = await model.ask(ask('abcdef'), { ...params, maxTokens: 2 }, { samples: 1, signal });
  expect(await told(short.events)).toMatchObject({
    texts: ['fe'],
    ends: [{ end: 'length', completionTokens: 2 }],
  });
  const stopped = await model.ask(ask('abcdef'), { ...params, stop: ['cb'] }, { samples: 1, signal });
  expect(await told(stopped.events)).toMatchObject({ texts: ['fed'], ends: [{ end: 'stop' }] });
  const left = await model.ask(ask('abcdef'), params, { samples: 1, signal });
  for await (const _event of left.events) break;
  await expect.poll(() => model.open).toBe(0);
  const aborting = new AbortController();
  const aborted = await model.ask(ask('abcdef'), params, { samples: 1, signal: aborting.signal });
  aborting.abort(new Error('enough'));
  await expect(told(aborted.events)).rejects.toThrow('enough');
});

it('holds an answer to a schema, goes on with a text, and says what it lacks', async () => {
  const llama = new TestLlama({ json: '{"a":1}' });
  const model = await opened(llama);
  const { signal } = new AbortController();
  const jsonSchema = { name: 'a', schema: { type: 'object' } };
  const held = await model.ask(ask('abc'), { ...params, jsonSchema }, { samples: 1, signal });
  expect((await told(held.events)).texts[0]?.trimEnd()).toBe('{"a":1}');
  expect(llama.schemas).toEqual([{ type: 'object' }]);
  await told((await model.ask('ab', params, { samples: 1, signal })).events);
  expect(llama.read.at(-1)).toBe('ab');
  await expect(
    model.ask(ask('abc'), { ...params, topLogprobs: 0 }, { samples: 1, signal }),
  ).rejects.toMatchObject({ exitCode: 2 });
});

it('tells calls in its text apart, and writes one as JSON where it must', async () => {
  const parameters = {
    ...{ type: 'object', properties: { ticker: { enum: ['ACME'] } } },
    ...{ required: ['ticker'], additionalProperties: false },
  };
  const price = { name: 'price', parameters, isStrict: true };
  const now = { name: 'now', parameters: { type: 'object', properties: {} }, isStrict: false };
  const tools: ToolUse = { tools: [price, now], choice: 'auto', isParallel: true };
  const callsOf = async (llama: TestLlama, use: ToolUse) => {
    const model = await opened(llama);
    const { signal } = new AbortController();
    const { events } = await model.ask(
      ask('abc'),
      { ...params, maxTokens: 200, tools: use },
      { samples: 1, signal },
    );
    let text = '';
    const calls: object[] = [];
    for await (const event of events) {
      if ('text' in event) text += event.text;
      else if ('call' in event) calls.push({ name: event.call.begins?.name, text: event.call.arguments });
    }
    return { text, calls };
  };
  const call = (ticker: string) =>
    `<tool_call>\n{"name": "price", "arguments": {"ticker": "${ticker}"}}\n</tool_call>`;
  const template = taggedTemplate;
  const llama = new TestLlama({ template, answer: `So ${call('ACME')}` });
  expect(await callsOf(llama, tools)).toEqual({
    text: 'So ',
    calls: [{ name: 'price', text: '{"ticker": "ACME"}' }],
  });
  expect(llama.read.at(-1)).toContain('"ticker"');
  // The tool is strict, and llama.cpp was held to nothing.
  const other = new TestLlama({ template, answer: call('OVAL') });
  expect(await callsOf(other, tools)).toEqual({ text: call('OVAL'), calls: [] });
  const forced = new TestLlama({ template, json: '{"name": "now", "arguments": {}}' });
  expect(await callsOf(forced, { ...tools, choice: { name: 'now' } })).toMatchObject({
    calls: [{ name: 'now', text: '{}' }],
  });
  expect(forced.schemas).toEqual([
    expect.objectContaining({
      required: ['name', 'arguments'],
      properties: expect.objectContaining({ name: { const: 'now' } }),
    }),
  ]);
  const plain = await opened();
  expect(plain.lacks.tools).toMatch(/shows no tools/);
});
