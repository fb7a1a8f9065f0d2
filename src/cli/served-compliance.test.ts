/** Checks of a server with a model behind it: a provider of the test plays the model. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CheckedText } from '../apps/compliance/index.ts';
import { openChatModel } from '../models/index.ts';
import { startTestServer } from '../models/test-server.ts';
import type { TestServer, TestServerOptions } from '../models/test-server.ts';
import type { ChatRequest } from '../models/test-server-faults.ts';
import { serverOver } from '../serve/test-serve.ts';
import { servedCompliance } from './served-compliance.ts';

vi.setConfig({ testTimeout: 120_000 });

const TEXT = 'The fund will make you rich. Call 212-555-0143 or ID 11010519491231002X.';
const OPINION = JSON.stringify({
  ...{ reason: 'It promises.', quote: 'will make you rich', decision: 'breach', suggestion: null },
});

let folder: string;
let provider: TestServer;
let server: Awaited<ReturnType<typeof serverOver>>;
let prompts: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fin-r1-served-'));
  prompts = [];
});
afterEach(async () => {
  await server.close();
  await provider.close();
  await rm(folder, { recursive: true });
});

async function started(options: TestServerOptions, redact = false): Promise<void> {
  const onRequest = ({ messages }: ChatRequest): void =>
    void prompts.push(messages.map(({ content }) => content).join('\n'));
  provider = await startTestServer({ answer: () => OPINION, onRequest, ...options });
  const far = await openChatModel(provider.model, { runsDirectory: folder, env: {}, warn: () => {} });
  const compliance = await servedCompliance({ checksDir: folder, auditTexts: false, redact }, false);
  server = await serverOver(new Map([['far', far]]), { compliance });
}

async function check(body: object = {}): Promise<string> {
  const response = await fetch(`${server.url}/v1/compliance/check`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ text: TEXT, model: 'far', rules: ['us-communications'], ...body }),
  });
  expect(response.status).toBe(200);
  return response.text();
}

it.each([
  [false, 'ID 11010519491231002X'],
  [true, 'ID [ID 1]'],
])('with redact %s a model on this machine reads %j', async (redact, seen) => {
  await started({}, redact);
  const { data } = JSON.parse(await check()) as { data: CheckedText[] };
  expect(data[0]).toMatchObject({ decision: 'breach', model: 'far', modelFaults: [] });
  expect(prompts.length).toBeGreaterThan(0);
  for (const prompt of prompts) expect(prompt).toContain(seen);
  if (redact) expect(prompts.join('\n')).not.toMatch(/555-0143|110105/);
});

it('streams how many answers there are, and then what was found', async () => {
  await started({});
  const told = await check({ stream: true });
  const events = [...told.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
  const total = prompts.length;
  expect(total).toBeGreaterThan(1);
  const texts = { done: 0, total: 1 };
  const progress = (answers: object | null) => ({ object: 'compliance.progress', answers, texts });
  expect(events.slice(0, -2).map((data) => JSON.parse(data) as object)).toEqual([
    progress(null),
    ...Array.from({ length: total + 1 }, (_, done) => progress({ done, total })),
  ]);
  expect(JSON.parse(events.at(-2) ?? '')).toMatchObject({ object: 'list', data: [{ decision: 'breach' }] });
  expect(events.at(-1)).toBe('[DONE]');
});

it('tells that a model did not answer, and only the log what its provider said', async () => {
  await started({ faults: { unauthorised: 1 } });
  const told = await check();
  const { data } = JSON.parse(told) as { data: CheckedText[] };
  expect(data[0]?.modelFaults[0]).toMatch(/: The model behind this server did not answer \(HTTP 401\)/);
  expect(told).not.toContain('127.0.0.1');
  expect(server.log).toContainEqual(
    expect.objectContaining({ level: 'error', error: expect.stringContaining(provider.model) as string }),
  );
});
