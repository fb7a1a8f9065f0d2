/**
 * A run killed at arbitrary moments, and stopped by Ctrl-C, ends with the numbers of an uninterrupted one.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { timingFields } from '../train/index.ts';
import { fin } from './test-command.ts';
import type { Ended } from './test-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'fin-r1-kill-'));
afterAll(() => rmSync(directory, { recursive: true }));

const runSmoke = (name: string, onStderr?: Parameters<typeof fin>[1]): Promise<Ended> =>
  fin(['run', 'smoke', '--runs-dir', join(directory, name)], onStderr);

/** Sends `signal` once, `milliseconds` after `stage` has begun. */
function interrupted(stage: string, signal: NodeJS.Signals, milliseconds: number): Promise<Ended> {
  let isSet = false;
  return runSmoke('interrupted', (stderr, child) => {
    if (isSet || !stderr.split('\n').some((line) => line.startsWith(`${stage} `))) return;
    isSet = true;
    setTimeout(() => child.kill(signal), milliseconds);
  });
}

type Row = Record<string, unknown>;

function rows(run: string, file: string): Row[] {
  const lines = readFileSync(join(directory, run, 'smoke', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

function withoutTimes(run: string): { metrics: Row[]; samples: Row[]; results: Row } {
  const metrics = rows(run, 'metrics.jsonl').map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => !timingFields.some((field) => field === key))),
  );
  const text = readFileSync(join(directory, run, 'smoke', 'results.json'), 'utf8');
  const { seconds: _seconds, ...results } = JSON.parse(text) as Row;
  return { metrics, samples: rows(run, 'samples.jsonl'), results };
}

describe('an interrupted run', () => {
  let seconds: Record<string, number>;

  beforeAll(async () => {
    const ended = await runSmoke('whole');
    expect(ended).toMatchObject({ code: 0, signal: null });
    const text = readFileSync(join(directory, 'whole', 'smoke', 'results.json'), 'utf8');
    ({ seconds } = JSON.parse(text) as { seconds: Record<string, number> });
  }, 180_000);

  it('goes on after kill -9 and Ctrl-C, and ends with the same metrics, answers and results', async () => {
    const random = Random.derive(1, 'moments');
    const within = (stage: string): number => 1000 * random.float() * (seconds[stage] ?? 0);
    const endings: Ended[] = [];
    for (const stage of ['data', 'pretrain', 'evaluate zero', 'sft']) {
      endings.push(
        await interrupted(stage, 'SIGKILL', within(stage) * (stage.startsWith('evaluate') ? 0.2 : 0.5)),
      );
    }
    expect(endings.map(({ signal }) => signal)).toEqual(Array(4).fill('SIGKILL'));

    const stopped = await interrupted('sft', 'SIGINT', 0);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/stopped: \w+ stopped after step \d+ of \d+\nRun the same command again/);

    endings.push(await interrupted('grpo', 'SIGKILL', within('grpo') * 0.5));
    expect(endings.at(-1)).toMatchObject({
      signal: 'SIGKILL',
      stderr: expect.not.stringContaining('error:'),
    });

    const last = await runSmoke('interrupted');
    expect(last).toMatchObject({ code: 0, signal: null });
    expect(last.stdout).toContain('grpo over sft');
    const [whole, resumed] = [withoutTimes('whole'), withoutTimes('interrupted')];
    expect(resumed.metrics).toEqual(whole.metrics);
    expect(resumed.samples).toEqual(whole.samples);
    expect(resumed.results).toEqual(whole.results);
    const checkpoints = (run: string): string[] =>
      readdirSync(join(directory, run, 'smoke/checkpoints/weights')).sort();
    expect(checkpoints('interrupted')).toEqual(checkpoints('whole'));
  }, 360_000);

  it('refuses a second process while one is at work', async () => {
    let second: Promise<Ended> | undefined;
    const first = await fin(['run', 'smoke', '--runs-dir', join(directory, 'locked')], (stderr, child) => {
      if (second !== undefined || !stderr.includes('pretrain')) return;
      second = fin(['run', 'smoke', '--runs-dir', join(directory, 'locked')]);
      void second.then(() => child.kill('SIGTERM'));
    });
    expect(await second).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is being written by process'),
    });
    expect([0, 130]).toContain(first.code);
  }, 120_000);
});
