/** A model behind a server of ours, asked by what scores, trains on or keeps its text. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openModelPool } from '../models/index.ts';
import type { ChatModel } from '../models/index.ts';
import { createServer } from './server.ts';
import type { RunningServer } from './server.ts';

const TEXT = '<think>\n40 + 12 = 52\n</think>\n<answer>\n52\n</answer>';

const model: ChatModel = {
  ...{ id: 'm', contextLength: 128, lacks: { logprobs: null, textPrompts: null, tools: null }, open: 0 },
  ask: () => {
    const events = (async function* () {
      yield { sample: 0, text: TEXT, tokens: 9, logprobs: [] };
      yield { sample: 0, end: 'stop', completionTokens: 9 } as const;
    })();
    return Promise.resolve({ promptTokens: 1, events });
  },
  close: () => Promise.resolve(),
};

let folder: string;
let server: RunningServer;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-raw-'));
  server = createServer({
    models: new Map([['m', model]]),
    ...{ keysPath: null, pageFolder: null, runsDir: null, stages: null, hosts: null, origins: [] },
    ...{ maxBodyBytes: 1e6, maxTokens: 200, maxOpen: 64, log: () => {}, logPrompts: false },
  });
  url = `${await server.app.listen({ host: '127.0.0.1', port: 0 })}/v1`;
});
afterAll(async () => {
  await server.shutDown(0);
  rmSync(folder, { recursive: true });
});

it('keeps the tags that are scored', async () => {
  const pool = openModelPool({ cachePath: join(folder, 'requests.sqlite') });
  const asked = await pool.open(`${url}#m`, 'evaluate');
  const messages = [{ role: 'user', content: '40 + 12?' }] as const;
  const [answer] = await asked.generate(messages, { maxTokens: 20, temperature: 0, seed: 1 }, 1);
  await pool.close();
  expect(answer?.text).toBe(TEXT);
});

it('leaves the choice to the body where that says one', async () => {
  const ask = async (body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'x-fin-r1-reasoning-format': 'raw' };
    const whole = { model: 'm', messages: [{ role: 'user', content: 'x' }], ...body };
    const answer = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(whole),
    });
    return ((await answer.json()) as { choices: { message: { content: string } }[] }).choices[0]?.message
      .content;
  };
  expect(await ask({})).toBe(TEXT);
  expect(await ask({ reasoning_format: 'parsed' })).toBe('52');
  expect(await ask({ check: true })).toBe('52');
});
