/** Sampling while earlier steps train: which weights sample what, and that the rows depend on nothing else. */

import { describe, expect, it } from 'vitest';
import { InputError, InterruptedError } from '../core/errors.ts';
import type { TrainingClient } from '../tinker/types.ts';
import { grpo } from './grpo.ts';
import type { GrpoOptions } from './grpo.ts';
import { referenceFromClient } from './reference-policy.ts';
import type { StageOptions, StageResult } from './stage.ts';
import { base, settings, stage, tokenizer } from './test-grpo.ts';
import { remote } from './test-remote.ts';
import type { Journal } from './test-remote.ts';
import { abortAt, killAt, TestRun } from './test-stage.ts';

const more = { beta: 0.1, minibatches: 2, passes: 2, reference: referenceFromClient(base) };

function far(options: StageOptions, journal: Journal, seed = 1, longest = 5): StageOptions {
  const openClient = async (path: string | null): Promise<TrainingClient> =>
    remote(await options.openClient(path), journal, seed, longest);
  return { ...options, openClient };
}

async function whole(change: Partial<GrpoOptions>): Promise<TestRun> {
  const run = new TestRun(tokenizer);
  await grpo({ ...run.options({ ...stage, every: 3 }), ...settings, ...change });
  return run;
}

it.each([
  [0, undefined],
  [1, [0, 1, 1, 1, 1, 1]],
  [2, [0, 1, 2, 2, 2, 2]],
  [9, [0, 1, 2, 3, 4, 5]],
])('with maxStepsOffPolicy %i batches are that many steps off', async (maxStepsOffPolicy, expected) => {
  const run = await whole({ maxStepsOffPolicy, steps: 6 });
  const steps = run.rows.map(({ stepsOffPolicy }) => stepsOffPolicy);
  expect(steps).toEqual(expected ?? steps.map(() => undefined));
  expect(run.clients[0]?.calls.filter((call) => call === 'snapshotSampler')).toHaveLength(6);
});

it('samples while it trains', async () => {
  const overlaps = async (maxStepsOffPolicy: number): Promise<boolean> => {
    const journal: Journal = [];
    const run = new TestRun(tokenizer);
    await grpo({ ...far(run.options(stage), journal, 1, 40), ...settings, maxStepsOffPolicy, steps: 4 });
    let sampling = 0;
    return journal.some((entry) => {
      if (entry.endsWith('sample')) sampling += entry.startsWith('>') ? 1 : -1;
      return entry === '> gradient' && sampling > 0;
    });
  };
  expect(await overlaps(0)).toBe(false);
  expect(await overlaps(1)).toBe(true);
});

it('learns from batches that are a step old, with ratios around 1 and sampler and training pass at one', async () => {
  const run = await whole({ maxStepsOffPolicy: 1 });
  const reward = (row: (typeof run.rows)[number] | undefined): number => Number(row?.rewardMean);
  expect(reward(run.rows.at(-1))).toBeGreaterThan(reward(run.rows[0]) + 0.4);
  const trained = run.rows.filter(({ updates }) => updates === 1);
  expect(trained.length).toBeGreaterThan(8);
  for (const row of trained) {
    expect(row.logprobGapAlarm).toBe(false);
    expect(row.logprobGapMean).toBeLessThan(1e-6);
  }
  expect(trained[0]?.ratioMean).toBeNull();
  expect(trained[1]?.ratioMean).not.toBe(1);
  expect(Math.abs(Number(trained[1]?.ratioMean) - 1)).toBeLessThan(0.3);
  expect(trained[1]?.ratioMax).toBeGreaterThan(1);
});

describe.each([
  { name: 'one step ahead', change: { maxStepsOffPolicy: 1 } },
  { name: 'two steps ahead, KL, minibatches, passes', change: { maxStepsOffPolicy: 2, ...more } },
])('$name', ({ change }) => {
  it.each([2, 3])('gives the same rows and weights however late answers come (%i)', async (seed) => {
    const near = await whole(change);
    const run = new TestRun(tokenizer);
    await grpo({ ...far(run.options({ ...stage, every: 3 }), [], seed, 30), ...settings, ...change });
    expect(run.timeless).toEqual(near.timeless);
    expect(run.clients[0]?.state).toEqual(near.clients[0]?.state);
  });

  it('killed, interrupted and resumed, gives the rows of an uninterrupted run', async () => {
    const near = await whole(change);
    const run = new TestRun(tokenizer);
    const journal: Journal = [];
    const go = (options: StageOptions): Promise<StageResult> =>
      grpo({ ...far(options, journal), ...settings, ...change });
    await expect(go(run.options({ ...stage, every: 3 }, killAt(5)))).rejects.toThrow('killed');
    const { signal, onStep } = abortAt(7);
    await expect(go(run.options({ ...stage, every: 3, signal }, onStep))).rejects.toThrow(InterruptedError);
    expect(run.saved.at(-1)?.step).toBe(7);
    // What was in flight is in the checkpoint, not sampled again.
    journal.length = 0;
    await go(run.options({ ...stage, every: 3 }));
    const left = settings.steps - 7 - change.maxStepsOffPolicy;
    expect(journal.filter((entry) => entry === '> sample')).toHaveLength(left * settings.questionsPerStep);
    expect(run.timeless).toEqual(near.timeless);
    expect(run.clients.at(-1)?.state).toEqual(near.clients[0]?.state);
  });
});

it('leaves nothing in flight behind when it fails', async () => {
  const run = new TestRun(tokenizer);
  const journal: Journal = [];
  const options = far(run.options({ ...stage, every: 3 }, killAt(2)), journal, 1, 60);
  await expect(grpo({ ...options, ...settings, maxStepsOffPolicy: 2 })).rejects.toThrow('killed');
  const count = (mark: string): number => journal.filter((entry) => entry.startsWith(mark)).length;
  expect(count('>')).toBe(count('<'));
});

it('refuses what is no number of steps', () => {
  const options = { ...new TestRun(tokenizer).options(stage), ...settings };
  expect(() => grpo({ ...options, maxStepsOffPolicy: 0.5 })).toThrow(InputError);
  expect(() => grpo({ ...options, maxStepsOffPolicy: -1 })).toThrow(/maxStepsOffPolicy -1/);
});
