/** `fin-r1 data pull` and `data push` as processes, against the test hub. */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeDataDir, type TestDataDir } from '../data/sources/test-data-dir.ts';
import { COMMIT, TestHub } from '../hub/test-hub.ts';
import { fin } from './test-command.ts';

const TFNS = 'zeroshot/twitter-financial-news-sentiment';
const csv = 'text,label\nProfit rises,2\n';
let hub: TestHub;
let dir: TestDataDir;

beforeEach(async () => {
  hub = await TestHub.start();
  dir = await makeDataDir();
  const content = Buffer.from(csv);
  hub.repos.set(TFNS, { files: { 'sent_train.csv': content, 'sent_valid.csv': content } });
  vi.stubEnv('HF_ENDPOINT', `${hub.url}/`);
  vi.stubEnv('HF_TOKEN', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await hub.stop();
  await dir.remove();
});

it('pulls, says what is pinned, and fetches only what is missing the next time', async () => {
  const args = ['data', 'pull', 'tfns', '--data-dir', dir.path];
  const first = await fin(args);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files fetched; licence MIT') });
  expect(first.stdout).toContain(`at ${COMMIT}`);
  expect(first.stderr).toContain('tfns/sent_train.csv');
  const train = join(dir.path, 'tfns', 'sent_train.csv');
  rmSync(train);
  expect(await fin(args)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 file fetched, 1 file there'),
  });
  expect(readFileSync(train, 'utf8')).toBe(csv);
});

it.each<[string, string[], string]>([
  ['no source', ['pull'], 'No data source was named.'],
  ['a source and --all', ['pull', 'tfns', '--all'], 'Both --all and tfns were given.'],
  ['an unknown source', ['pull', 'tfnz'], 'There is no data source "tfnz".'],
  [
    'a licence that no source has',
    ['pull', 'tfns', '--accept-licence', 'foo'],
    '--accept-licence foo: no source has this licence',
  ],
  ['a run that is not there', ['push', 'none', '--repo', 'a/b'], 'there is no run in this folder'],
])('refuses %s', async (_name, args, message) => {
  const { code, stderr } = await fin(['data', ...args]);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

it('pushes the data set of a run', async () => {
  await dir.put('tiny.yaml', 'name: tiny\ndata: { sources: [{ source: finsim-tfns, count: 3 }] }\n');
  const runs = ['--runs-dir', dir.path];
  expect(await fin(['data', 'build', join(dir.path, 'tiny.yaml'), ...runs])).toMatchObject({ code: 0 });
  const push = ['data', 'push', 'tiny', '--repo', 'team/tiny', ...runs];
  const refused = await fin(push);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('HF_TOKEN is not set') });
  vi.stubEnv('HF_TOKEN', 'hf_secret');
  const pushed = await fin(push);
  expect(pushed).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${hub.url}/datasets/team/tiny\n`),
  });
  expect(pushed.stdout + pushed.stderr).not.toContain('hf_secret');
  expect(hub.commits).toHaveLength(1);
});
