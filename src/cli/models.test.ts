/** `fin-r1 models …` and `sample --model hf:…` as processes, against the test hub. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tinyModel } from '../engine/test-model.ts';
import { COMMIT, TestHub } from '../hub/test-hub.ts';
import { fin } from './test-command.ts';

let hub: TestHub;
let cache: string;
let model: Awaited<ReturnType<typeof tinyModel>>;

beforeAll(async () => {
  hub = await TestHub.start();
  cache = mkdtempSync(join(tmpdir(), 'fin-r1-hub-'));
  model = await tinyModel();
  const names = await readdir(model.folder);
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(model.folder, name))]));
  hub.repos.set('team/tiny', { files, large: ['model.safetensors'] });
  vi.stubEnv('HF_ENDPOINT', hub.url);
  vi.stubEnv('HF_HUB_CACHE', cache);
  vi.stubEnv('HF_TOKEN', 'hf_secret');
  vi.stubEnv('HF_HUB_OFFLINE', '');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await hub.stop();
  await rm(model.directory, { recursive: true });
  rmSync(cache, { recursive: true });
});

it('fetches a model, says what it is, asks it, and publishes it', async () => {
  const ask = ['sample', 'revenue prior=48', '--model', 'hf:team/tiny', '--max-tokens', '4'];
  expect(await fin(ask)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('fin-r1 models pull hf:team/tiny'),
  });

  const pulled = await fin([...ask, '--pull']);
  expect(pulled).toMatchObject({ code: 0, stderr: expect.stringMatching(/hf:team\/tiny +done in .*files/) });
  expect(pulled.stdout).not.toContain('format not valid');
  const again = await fin(['models', 'pull', 'hf:team/tiny']);
  expect(again.stdout).toMatch(
    new RegExp(`^hf:team/tiny: \\d files there and whole, .* at ${COMMIT}\\n/.*snapshots/`),
  );

  const { code, stdout } = await fin(['models', 'info', 'hf:team/tiny', '--json']);
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({ model: 'hf:team/tiny', architecture: 'Qwen3ForCausalLM', unsupported: [] }),
  ]);

  const push = ['models', 'push', model.folder, 'hf:team/new'];
  expect(await fin(push)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has no card (README.md)'),
  });
  writeFileSync(join(model.folder, 'README.md'), '---\nlicense: mit\n---\n');
  const pushed = await fin(push);
  expect(pushed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^http.*\/team\/new\n\d files in commit \w+, private\n$/),
  });
  expect(pushed.stderr).toMatch(/^to hf:team\/new: \d files, .*\n {2}README\.md \(21 bytes\)/);
  expect(pushed.stdout + pushed.stderr + pulled.stderr).not.toContain('hf_secret');
});
