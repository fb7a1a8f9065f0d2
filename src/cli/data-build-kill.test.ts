/**
 * `data build` with a model behind HTTP as teacher and judge, killed at random moments: no delivered answer is paid again, no row is lost
 * or doubled, and the data set is the one of an uninterrupted build.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { readFunnel } from '../data/build/funnel-file.ts';
import { criterionNames } from '../data/reasoning-criteria.ts';
import { readRlQuestions, readSftSamples } from '../data/read-dataset.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { startTestServer, type TestServer } from '../models/test-server.ts';
import { fin, type Ended } from './test-command.ts';

const QUESTIONS = 60;
const home = mkdtempSync(join(tmpdir(), 'fin-r1-kill-'));
afterAll(() => rmSync(home, { recursive: true }));
const dataDir = join(home, 'data');

/** Rows that differ in every number, so that no question says the same as another. */
beforeAll(() => {
  mkdirSync(dataDir);
  const lines = Array.from({ length: QUESTIONS }, (_, i) => {
    const [prior, current] = [1000 + 37 * i, 1600 + 91 * i];
    const value = (current - prior) / prior;
    return JSON.stringify({
      ...growthQuestion,
      id: `own-${i}`,
      source: 'own',
      cluster: `company-${i}`,
      texts: [{ id: 't', text: `company number ${i} sold ${prior} in 2023 and ${current} in 2024 .` }],
      tables: [],
      question: `by what share did the sales of company number ${i} grow ?`,
      reference: { kind: 'number', value, unit: 'decimal', tolerance: 0 },
      program: undefined,
    });
  });
  writeFileSync(join(dataDir, 'own.jsonl'), lines.join('\n'));
});

/** Right about three questions of four; as a judge content with everything. */
function answer({ messages }: { messages: readonly { content: string }[] }): string {
  const prompt = messages.map(({ content }) => content).join('\n');
  if (prompt.includes('internal_consistency')) {
    const verdict = criterionNames.map((name) => [
      name.replaceAll(/[^a-z]/g, '_'),
      { reason: 'seen', score: 1 },
    ]);
    return JSON.stringify(Object.fromEntries(verdict));
  }
  const [, i = '', prior = '', current = ''] =
    /company number (\d+) sold (\d+) in 2023 and (\d+) in 2024/.exec(prompt) ?? [];
  const change = Number(current) - Number(prior);
  const share = Number(i) % 4 === 3 ? 0.01 : change / Number(prior);
  return `<think>\nsales were ${prior} in 2023\nthey were ${current} in 2024\n${current} - ${prior} = ${change}\n</think>\n\\boxed{${share.toFixed(5)}}`;
}

function recipe(server: TestServer): string {
  const path = join(home, 'recipe.yaml');
  writeFileSync(
    path,
    `name: killed
data:
  sources: [{ source: jsonl, file: own.jsonl }]
  teachers: ['${server.model}']
  judge: '${server.model}'
  requests: { concurrency: 8 }
`,
  );
  return path;
}

const build = (server: TestServer, runs: string, onStart?: (kill: () => void) => void): Promise<Ended> =>
  fin(
    ['data', 'build', recipe(server), '--data-dir', dataDir, '--runs-dir', join(home, runs)],
    (text, child) => {
      if (text.includes('data')) onStart?.(() => child.kill('SIGKILL'));
    },
  );

const at = (runs: string, file: string): string => join(home, runs, 'killed', 'data', file);

describe('data build, killed with SIGKILL', () => {
  it('goes on without paying twice and ends with the same rows', async () => {
    const calm = await startTestServer({ latency: 5, answer });
    const whole = await build(calm, 'calm');
    expect(whole.code, whole.stderr).toBe(0);
    const paid = calm.stats().paid;
    await calm.close();
    expect(paid).toBe(QUESTIONS + (QUESTIONS * 3) / 4);

    const server = await startTestServer({ latency: [20, 60], answer });
    const random = Random.derive(1, 'kill');
    let kills = 0;
    for (let ended: Ended | undefined; ended?.code !== 0;) {
      let armed = false;
      ended = await build(server, 'killed', (kill) => {
        if (armed || kills >= 4) return;
        armed = true;
        setTimeout(kill, random.int(60, 260));
      });
      if (ended.code !== 0) {
        expect(ended.signal, ended.stderr).toBe('SIGKILL');
        kills++;
      }
    }
    const stats = server.stats();
    await server.close();
    expect(kills).toBeGreaterThan(0);
    expect(stats.paidAgain).toBe(0);
    // Also what was on its way when the process died: the keeper has taken it in.
    expect(stats.paid).toBe(paid);
    // The files name the server that was asked; the rows are the same.
    expect(await readSftSamples(at('killed', 'sft.parquet'))).toEqual(
      await readSftSamples(at('calm', 'sft.parquet')),
    );
    expect(await readRlQuestions(at('killed', 'rl.parquet'))).toEqual(
      await readRlQuestions(at('calm', 'rl.parquet')),
    );
    const { facts } = await readFunnel(at('killed', 'funnel.json'));
    expect(facts.usage?.reduce((sum, { requests }) => sum + requests, 0)).toBe(paid);
    for (const file of ['dropped.jsonl', 'set-aside.jsonl'])
      expect(readFileSync(at('killed', file), 'utf8')).toBe(readFileSync(at('calm', file), 'utf8'));
  }, 240_000);
});
