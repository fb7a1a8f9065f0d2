/** `bin/fin-r1.mjs` under a Node too old for fin-r1, which hands the work to a child under the pinned one. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Ended } from './test-command.ts';

const bin = join(import.meta.dirname, '../../bin/fin-r1.mjs');
const oldNode = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } });",
)}`;

const runsDir = mkdtempSync(join(tmpdir(), 'fin-r1-wrapper-'));
afterAll(() => rmSync(runsDir, { recursive: true }));

/** Ends when wrapper and child are gone: both hold stderr. `signal` is sent to the wrapper alone, once pretraining has begun. */
function wrapped(args: readonly string[], signal?: NodeJS.Signals): Promise<Omit<Ended, 'stdout'>> {
  const child = spawn(process.execPath, ['--import', oldNode, bin, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  let isSent = signal === undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (isSent || !stderr.includes('pretrain')) return;
    isSent = true;
    child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, ended) => resolve({ code, signal: ended, stderr }));
  });
}

const smoke = ['run', 'smoke', '--runs-dir', runsDir];
const stopped = /stopped: \w+ stopped after step \d+ of \d+\nRun the same command again/;

it('passes exit codes on', async () => {
  expect(await wrapped(['--version'])).toMatchObject({ code: 0, stderr: '' });
  expect(await wrapped(['run', 'quikstart'])).toMatchObject({ code: 2 });
});

it('passes SIGTERM on: the child stops where it can be resumed', async () => {
  const ended = await wrapped(smoke, 'SIGTERM');
  expect(ended).toMatchObject({ code: 130, stderr: expect.stringMatching(stopped) });
});

it('leaves no child at work when it is killed with -9', async () => {
  const ended = await wrapped(smoke, 'SIGKILL');
  expect(ended).toMatchObject({ signal: 'SIGKILL', stderr: expect.stringMatching(stopped) });
});
