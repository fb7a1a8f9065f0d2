/** `fin-r1 data calibrate` against a server that speaks the OpenAI API. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../models/test-server.ts';
import { fin } from './test-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'fin-r1-calibrate-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('fin-r1 data calibrate', () => {
  it('asks about the first rows, says that these are too few, and pays for none of them again', async () => {
    const server = await startTestServer({ answer: () => '\\boxed{1}' });
    const args = ['data', 'calibrate', '--judge', server.model, '--runs-dir', directory, '--limit', '2'];
    try {
      const first = await fin(args);
      expect(first.stdout).toMatch(/as answer judge +: must not be used: only 2 verdicts; 100 are needed/);
      expect(first.stdout).toMatch(/as reasoning judge: must not be used: only 0 verdicts/);
      expect(first.code).toBe(1);
      expect(readdirSync(directory).filter((name) => name.startsWith('calibration-'))).toEqual([]);
      const { paid } = server.stats();
      expect(paid).toBeGreaterThanOrEqual(2 + 2 + 2 * 3);
      const again = await fin([...args, '--json']);
      expect(JSON.parse(again.stdout)).toMatchObject({
        judge: server.model,
        answers: { n: 2, errors: 0 },
        traces: { n: 0, errors: 2 },
        standings: { answers: { usable: false }, reasoning: { usable: false } },
      });
      expect(server.stats().paid).toBe(paid);
    } finally {
      await server.close();
    }
  });

  it('refuses a model string that names no model', async () => {
    const ended = await fin(['data', 'calibrate', '--judge', 'nobody/x', '--runs-dir', directory]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('nobody/x');
    expect(ended.stderr).not.toContain('    at ');
  });
});
