import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditRecords, verifyLog } from '../../../audit/index.ts';
import { AUDIT, RESULTS } from './batch-folder.ts';
import { resultRows } from './results-file.ts';
import { outputHash, VERDICT } from './verdict-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-batch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the batch until it tells of progress for the `kill`th time; 0: to its end. The last line it said. */
function run(kill: number): Promise<{ last: string; signal: string | null }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'test-batch.ts'), folder, ...(kill > 0 ? [String(kill + 2)] : [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (kill > 0 && text.split('\n').length > kill) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ last: text.trimEnd().split('\n').at(-1) ?? '', signal }));
  });
}

it('goes on after each kill, and does no text twice', { timeout: 60_000 }, async () => {
  for (const kill of [1, 2, 4, 3]) {
    const { last, signal } = await run(kill);
    expect(signal).toBe('SIGKILL');
    expect([...resultRows(join(folder, RESULTS))].length).toBeGreaterThanOrEqual(Number(last));
    expect(verifyLog(join(folder, AUDIT)).faults).toEqual([]);
  }
  const { last } = await run(0);
  const rows = [...resultRows(join(folder, RESULTS))];
  expect(JSON.parse(last)).toMatchObject({ rows: 60 });
  expect(new Set(rows.map(({ checked }) => checked.id)).size).toBe(60);
  expect(rows.length).toBe(60);
  const recorded = [...auditRecords(join(folder, AUDIT))].filter(({ kind }) => kind === VERDICT);
  expect(recorded.map(({ body }) => body['outputHash']).sort()).toEqual(
    rows.map(({ checked }) => outputHash(checked)).sort(),
  );
  expect(verifyLog(join(folder, AUDIT)).faults).toEqual([]);
});
