/** `fin-r1 serve` as a user starts and ends it. */

import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tinyModel } from '../engine/test-model.ts';

const main = join(import.meta.dirname, 'main.ts');

let made: Awaited<ReturnType<typeof tinyModel>>;
beforeAll(async () => void (made = await tinyModel()));
afterAll(() => rm(made.directory, { recursive: true }));

interface Started {
  /** Once it says where it serves; null when it ended before. */
  url: Promise<string | null>;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  stop(): void;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [main, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => (stdout += String(part)));
  const url = new Promise<string | null>((resolve) => {
    child.stderr.on('data', (part) => {
      stderr += String(part);
      const found = /serving .* at (http:\S+)\/v1/.exec(stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('close', () => resolve(null));
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { url, ended, stop: () => void child.kill('SIGINT') };
}

it('serves until it is stopped, with a log of JSON lines', { timeout: 240_000 }, async () => {
  const server = start('serve', '--model', `tiny=${made.folder}`, '--port', '0');
  const url = await server.url;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const body = JSON.stringify({
    model: 'tiny',
    max_tokens: 3,
    messages: [{ role: 'user', content: 'revenue' }],
  });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  const second = start('serve', '--model', `tiny=${made.folder}`, '--port', new URL(url ?? '').port);
  expect(await second.ended).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/cannot listen on .*: something else listens there/),
  });
  server.stop();
  const { code, stdout, stderr } = await server.ended;
  expect(code).toBe(0);
  expect(stderr).toContain('Ending once');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toEqual([expect.objectContaining({ status: 200, model: 'tiny' })]);
});

it.each([['a=http://me:hunter2@127.0.0.1:9/v1#m'], ['http://127.0.0.1:9/v1?key=hunter2#m']])(
  'never shows the secret of %s',
  { timeout: 240_000 },
  async (model) => {
    for (const models of [[model], [model, model]]) {
      const given = models.flatMap((one) => ['--model', one]);
      const { code, stdout, stderr } = await start('serve', ...given).ended;
      expect([code, stderr]).toEqual([2, expect.stringContaining('no user, password or query')]);
      expect(stdout + stderr).not.toMatch(/hunter2|loading/);
    }
  },
);

it.each([
  [['serve'], /name a model with --model/],
  [['serve', '--model', 'nowhere'], /no model "nowhere"/],
  [['serve', '--model', 'a=x', '--model', 'a=y'], /two models are named a/],
  [['serve', '--model', 'a=x', '--host', '0.0.0.0'], /others can reach the server, and it has no keys/],
  [['serve', '--cors-origin', 'notaurl'], /'notaurl' is invalid. Give a web origin like/],
  [['serve', '--model', 'a=x', '--port', '70000'], /Give a port from 0 to 65535/],
  [['serve', '--model', 'a=x', '--keys', 'none.json'], /none\.json cannot be read: it does not exist/],
  [['keys', 'remove', 'ann', '--file', 'none.json'], /none\.json/],
])('refuses %j', { timeout: 240_000 }, async (args, said) => {
  const { code, stderr } = await start(...args).ended;
  expect(stderr).toMatch(said);
  expect(code).toBe(2);
});
