import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuditLog } from '../audit/index.ts';
import { fin } from './test-command.ts';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-audit-'));
  log = join(folder, 'audit.jsonl');
  const writer = await AuditLog.open(log);
  await writer.append('verdict', { decision: 'breach' });
  await writer.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps a log through keys, signature, export and tampering', { timeout: 60_000 }, async () => {
  const [pem, kept, out] = [join(folder, 'k.pem'), join(folder, 'kept.json'), join(folder, 'out.jsonl')];
  const made = await fin(['audit', 'keys', pem]);
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}\n$/)]);
  expect((await fin(['audit', 'sign', log, '--key', pem, '--out', kept])).stdout).toMatch(
    /^record 2 {2}[0-9a-f]{64}\n$/,
  );
  const whole = await fin(['audit', 'verify', log, '--key', `${pem}.pub`, '--head', kept]);
  expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining('intact, 3 records')]);
  expect((await fin(['audit', 'show', log, '--kind', 'verdict'])).stdout).toMatch(
    /^2 .* {2}verdict {2}\{"decision":"breach"\}\n$/,
  );
  expect(
    (await fin(['audit', 'export', log, '--from', '2020-01-01', '--sign', pem, '--out', out])).stdout,
  ).toMatch(/^3 records of 3/);
  expect((await fin(['audit', 'verify', out, '--key', `${pem}.pub`])).code).toBe(0);

  writeFileSync(log, readFileSync(log, 'utf8').replace('"breach"', '"common"'));
  const { code, stdout } = await fin(['audit', 'verify', log, '--json']);
  expect([code, JSON.parse(stdout)]).toMatchObject([
    1,
    { faults: ['line 2: its content does not have its hash'] },
  ]);
  expect(await fin(['audit', 'export', log, '--out', out])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not exported: line 2') as string,
  });
});

it.each([
  [['verify', 'none.jsonl'], 'none.jsonl cannot be read: it does not exist'],
  [['verify', 'LOG', '--head', 'abc'], 'abc cannot be read'],
  [['verify', 'LOG', '--key', 'LOG'], 'this is no public Ed25519 key'],
  [['sign', 'none.jsonl', '--key', 'LOG'], 'this is no private Ed25519 key'],
  [['sign', 'LOG', '--key', 'LOG', '--apart'], 'this is no private Ed25519 key'],
  [['export', 'LOG', '--out', 'x', '--from', '2026-02-31'], 'Give a day or a time in UTC'],
  [['export', 'LOG', '--out', 'x', '--from', '2026-02-02', '--to', '2026-02-02'], 'is not before'],
])('audit %j: refused with %s', async (args, said) => {
  const { code, stderr } = await fin(['audit', ...args.map((arg) => (arg === 'LOG' ? log : arg))]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
});
