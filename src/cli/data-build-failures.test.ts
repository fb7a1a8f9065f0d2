/** `data build` with a model that fails: what is set aside can be asked about again, secrets are refused unseen, nobody there is said at once. */

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { criterionNames } from '../data/reasoning-criteria.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { startTestServer } from '../models/test-server.ts';
import { fin, type Ended } from './test-command.ts';

const home = mkdtempSync(join(tmpdir(), 'fin-r1-failures-'));
afterAll(() => rmSync(home, { recursive: true }));
const dataDir = join(home, 'data');
mkdirSync(dataDir);
writeFileSync(join(dataDir, 'own.jsonl'), JSON.stringify({ ...growthQuestion, id: 'one', source: 'own' }));

function build(name: string, model: string, more = '', ...flags: string[]): Promise<Ended> {
  const path = join(home, `${name}.yaml`);
  const data = `sources: [{ source: jsonl, file: own.jsonl }], teachers: [teacher:gold-program], ${more}`;
  writeFileSync(path, `name: ${name}\ndata: { ${data} judge: '${model}' }\n`);
  return fin(['data', 'build', path, '--data-dir', dataDir, '--runs-dir', join(home, 'runs'), ...flags]);
}

it('asks a judge anew about what was set aside, beyond what it has said already', async () => {
  let isWell = false;
  const verdict = Object.fromEntries(
    criterionNames.map((name) => [name.replaceAll(/[^a-z]/g, '_'), { reason: 'seen', score: 1 }]),
  );
  const server = await startTestServer({ answer: () => (isWell ? JSON.stringify(verdict) : 'no comment') });
  const ill = await build('retry', server.model);
  expect(ill.stdout).toMatch(/\ntotal +1 +1 +1 +0 +0 +0 +0 +1\n/);
  expect(ill.stderr).toContain('questions were set aside, the first because: ');
  expect(server.stats().paid).toBe(3);
  isWell = true;
  expect((await build('retry', server.model)).stdout).toMatch(/\ntotal +1 +1 +1 +0 +0 +0 +0 +1\n/);
  const well = await build('retry', server.model, '', '--retry');
  expect(well.stdout).toMatch(/\ntotal +1 +1 +1 +1 +1 +0 +0 +0\n/);
  expect(server.stats().paid).toBe(4);
  await server.close();
});

it('refuses a model string with a secret before it writes or says it', async () => {
  const ended = await build('secret', 'http://me:PWSECRET@127.0.0.1:9/v1?key=QSECRET#m');
  expect(ended).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('may hold no user, password or query'),
  });
  expect(ended.stderr + ended.stdout).not.toMatch(/SECRET/);
  expect(existsSync(join(home, 'runs', 'secret'))).toBe(false);
});

it('says that nobody is there instead of setting everything aside', async () => {
  const server = await startTestServer();
  await server.close();
  const ended = await build('nobody', server.model);
  expect(ended).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ECONNREFUSED[^]*Check that something answers at http/),
  });
}, 60_000);
