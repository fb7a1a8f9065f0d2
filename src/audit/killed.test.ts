import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuditLog } from './audit-log.ts';
import { auditRecords } from './log-lines.ts';
import { TORN } from './record.ts';
import { verifyLog } from './verify-log.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-audit-'));
  path = join(folder, 'audit.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a writer until it has said so many records, or has killed itself; the last record that it said was on the disk. */
function killedWriter(how: 'half' | number): Promise<{ said: number; signal: string | null }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'test-writer.ts'), path, String(how)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (how !== 'half' && text.split('\n').length > how) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      resolve({ said: Number(text.trimEnd().split('\n').at(-1)), signal }),
    );
  });
}

it(
  'loses no record that was said to be written, however often its writer is killed',
  { timeout: 60_000 },
  async () => {
    let torn = 0;
    for (const how of ['half', 1, 'half', 7, 2, 'half', 'half', 30] as const) {
      const { said, signal } = await killedWriter(how);
      expect(signal).toBe('SIGKILL');
      if (how === 'half') torn++;
      const found = verifyLog(path);
      expect(found.faults).toEqual([]);
      expect(found.records).toBeGreaterThanOrEqual(said);
      if (how === 'half')
        expect(found.notes.join()).toMatch(/bytes after the last record: a writer .* was killed/);
    }
    await (await AuditLog.open(path)).close();
    const told = [...auditRecords(path)].filter(({ kind }) => kind === TORN).map(({ body }) => body);
    const aside = readdirSync(folder).filter((name) => name.includes('.torn-'));
    expect(told.map(({ file }) => file).sort()).toEqual(aside.sort());
    expect(told.length).toBe(torn);
    for (const { file, bytes } of told) expect(readFileSync(join(folder, String(file))).length).toBe(bytes);
    expect(verifyLog(path)).toMatchObject({ faults: [], notes: [] });
  },
);
