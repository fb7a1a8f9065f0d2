/** `fin-r1 data export` and `fin-r1 reward serve` as a user goes from one to the other. */

import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testQuestion, writeTestDataset } from '../data/export/test-export.ts';
import { fin } from './test-command.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fin-r1-cli-reward-'));
  await mkdir(join(folder, 'runs/own/data'), { recursive: true });
  await writeTestDataset(join(folder, 'runs/own/data'), {
    sft: [testQuestion('1')],
    rl: [testQuestion('2')],
  });
});
afterAll(() => rm(folder, { recursive: true }));

const runs = () => ['--runs-dir', join(folder, 'runs')];

async function ask(url: string): Promise<unknown> {
  const lines = (await readFile(join(folder, 'out/rl/train.jsonl'), 'utf8')).trim().split('\n');
  const labels = lines.map((line) => (JSON.parse(line) as { label: string }).label);
  const completion = '<think>110 / 100 - 1 = 0.1</think><answer>10%</answer>';
  const response = await fetch(`${url}/reward`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ rows: labels.map((label) => ({ completion, label })) }),
  });
  return ((await response.json()) as { rewards: unknown }).rewards;
}

it('exports labels that the service rewards by', { timeout: 240_000 }, async () => {
  const out = join(folder, 'out');
  const exported = await fin(['data', 'export', 'own', out, '--format', 'openrlhf', ...runs()]);
  expect(exported.code).toBe(0);
  expect(exported.stdout).toContain('rl.parquet → rl: 1 read, 1 written');
  expect(exported.stdout).toContain(`--data.prompt_dataset ${join(out, 'rl/train.jsonl')}`);
  const again = await fin(['data', 'export', 'own', out, '--format', 'trl', ...runs()]);
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('Add --overwrite') as string });

  let rewards: unknown;
  const served = await fin(
    ['reward', 'serve', '--data', 'own', '--grounded', '0.5', '--port', '0', ...runs()],
    (stderr, child) => {
      const url = /rewards at (http:\S+)\/reward /.exec(stderr)?.[1];
      if (url === undefined || rewards !== undefined) return;
      rewards = null;
      void ask(url)
        .then((given) => (rewards = given))
        .finally(() => child.kill('SIGINT'));
    },
  );
  expect(rewards).toEqual([2.5, 2.5]);
  expect(served.code).toBe(0);
  expect(JSON.parse(served.stdout)).toMatchObject({ route: '/reward', status: 200, rows: 2, unscored: 0 });
});

it.each([
  [['reward', 'serve', '--grounded', '1'], /--grounded 1: grounding needs the material/],
  [['reward', 'serve', '--data', 'nosuch'], /nosuch has no data set/],
  [['reward', 'serve', '--accuracy', '-1'], /Give a number from 0/],
  [['reward', 'serve', '--host', '0.0.0.0'], /it has no keys/],
  [['data', 'export', 'nosuch', 'out', '--format', 'trl'], /nosuch has no data set/],
  [
    ['data', 'export', 'own', 'out', '--format', 'axolotl'],
    /Allowed choices are verl, openrlhf, trl, llamafactory/,
  ],
])('says what is wrong with %j', { timeout: 120_000 }, async (args, why) => {
  expect(await fin(args)).toMatchObject({ code: 2, stderr: expect.stringMatching(why) as string });
});
