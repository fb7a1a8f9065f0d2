/** `fin-r1 tinker serve` as a user starts and ends it. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tinyModel } from '../engine/test-model.ts';
import { fin } from './test-command.ts';

let made: Awaited<ReturnType<typeof tinyModel>>;
beforeAll(async () => void (made = await tinyModel()));
afterAll(() => rm(made.directory, { recursive: true }));

it(
  'serves until it is stopped, says how to reach it, and logs lines of JSON',
  { timeout: 240_000 },
  async () => {
    const asked: Promise<unknown>[] = [];
    const args = [
      '--model',
      `org/tiny=${made.folder}`,
      '--port',
      '0',
      '--directory',
      join(made.directory, 'kept'),
    ];
    const ended = await fin(['tinker', 'serve', ...args], (stderr, child) => {
      const address = /TINKER_BASE_URL=(\S+) TINKER_API_KEY=tml-any/.exec(stderr)?.[1];
      if (address === undefined || asked.length > 0) return;
      asked.push(
        fetch(`${address}/api/v1/get_server_capabilities`)
          .then((answer) => answer.json())
          .finally(() => child.kill('SIGTERM')),
      );
    });
    expect(await asked[0]).toEqual({
      supported_models: [{ model_name: 'org/tiny', max_context_length: 128 }],
    });
    expect([ended.code, ended.stderr]).toEqual([
      0,
      expect.stringContaining('Ending once the running job has ended'),
    ]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ route: '/api/v1/get_server_capabilities', status: 200 });
  },
);

it.each([
  [[], 'name a model with --model'],
  [['--model', 'BASE', '--host', '0.0.0.0'], 'others can reach the server'],
  [['--model', 'a=BASE', '--model', 'a=BASE'], 'two models are named a'],
])('refuses %j', { timeout: 240_000 }, async (args, words) => {
  const given = args.map((arg) => arg.replace('BASE', made.folder));
  const { code, stderr } = await fin([
    'tinker',
    'serve',
    ...given,
    '--directory',
    join(made.directory, 'kept'),
  ]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});
