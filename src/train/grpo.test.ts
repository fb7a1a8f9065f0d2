import { describe, expect, it, vi } from 'vitest';
import { InputError, InterruptedError } from '../core/errors.ts';
import { grpo } from './grpo.ts';
import { policyLosses } from './policy-loss.ts';
import { referenceFromClient } from './reference-policy.ts';
import type { Scorer } from './reward.ts';
import type { RolloutRow } from './rollout.ts';
import { scoreByRule } from './score-by-rule.ts';
import { base, settings, stage, tokenizer } from './test-grpo.ts';
import { abortAt, killAt, TestRun } from './test-stage.ts';

const mean = (run: TestRun, name: string, from: number, to: number): number =>
  run.rows.slice(from, to).reduce((sum, row) => sum + Number(row[name]), 0) / (to - from);

describe.each(policyLosses)('%s', (loss) => {
  it.each([0, 0.05])('raises reward, accuracy and format rate, β = %f', async (beta) => {
    const run = new TestRun(tokenizer);
    const reference = beta > 0 ? referenceFromClient(base) : undefined;
    await grpo({ ...run.options(stage), ...settings, loss, beta, reference });
    expect(run.rows).toHaveLength(12);
    // 48 rollouts a mean: four standard errors are about 0.4.
    for (const [name, gain] of [
      ['rewardMean', 0.5],
      ['accuracy', 0.25],
      ['formatRate', 0.15],
    ] as const) {
      expect(mean(run, name, 10, 12)).toBeGreaterThan(mean(run, name, 0, 2) + gain);
    }
    // One update a batch is on-policy: sampler and training pass agree, and nothing is clipped.
    for (const row of run.rows.filter(({ updates }) => updates === 1)) {
      expect(row).toMatchObject({ clippedShare: 0, logprobGapAlarm: false });
    }
    expect(mean(run, 'logprobGapMax', 0, 12)).toBeLessThan(1e-6);
    if (beta > 0) expect(run.rows[0]?.kl).toBeCloseTo(0, 6);
    else expect(run.rows[0]?.kl).toBeNull();
  });
});

it('holds on to the reference: a greater β leaves a smaller KL', async () => {
  const last = async (beta: number): Promise<number> => {
    const run = new TestRun(tokenizer);
    await grpo({ ...run.options(stage), ...settings, beta, reference: referenceFromClient(base) });
    return mean(run, 'kl', 9, 12);
  };
  expect(await last(2)).toBeLessThan(0.5 * (await last(0)));
});

it('makes the clip matter with minibatches and passes', async () => {
  const run = new TestRun(tokenizer);
  const more = { steps: 6, minibatches: 2, passes: 2 };
  await grpo({ ...run.options({ ...stage, learningRate: 0.4 }), ...settings, ...more });
  expect(run.rows[0]).toMatchObject({ updates: 4 });
  expect(mean(run, 'clippedShare', 0, 6)).toBeGreaterThan(0);
});

it.each([
  { name: 'one update a batch', more: {} },
  {
    name: 'KL, two minibatches, two passes',
    more: { beta: 0.1, minibatches: 2, passes: 2, reference: referenceFromClient(base) },
  },
])('killed, interrupted and resumed, gives the rows of an uninterrupted run: $name', async ({ more }) => {
  const all = { ...settings, ...more };
  const whole = new TestRun(tokenizer);
  await grpo({ ...whole.options({ ...stage, every: 3 }), ...all });
  const run = new TestRun(tokenizer);
  await expect(grpo({ ...run.options({ ...stage, every: 3 }, killAt(5)), ...all })).rejects.toThrow('killed');
  expect(run.saved.map(({ step }) => step)).toEqual([3]);
  const { signal, onStep } = abortAt(7);
  const interrupted = grpo({ ...run.options({ ...stage, every: 3, signal }, onStep), ...all });
  await expect(interrupted).rejects.toThrow(InterruptedError);
  expect(run.saved.at(-1)?.step).toBe(7);
  await grpo({ ...run.options({ ...stage, every: 3 }), ...all });
  expect(run.timeless).toEqual(whole.timeless);
  expect(run.clients.at(-1)?.state).toEqual(whole.clients[0]?.state);
});

it('keeps rollouts with reward, outcome and reason', async () => {
  const run = new TestRun(tokenizer);
  const kept: RolloutRow[] = [];
  const onRollouts = (rows: readonly RolloutRow[]): void => void kept.push(...rows);
  await grpo({ ...run.options(stage), ...settings, steps: 2, onRollouts, rolloutGroups: 1 });
  expect(kept).toHaveLength(2 * 6);
  expect(new Set(kept.map(({ step }) => step))).toEqual(new Set([1, 2]));
  for (const row of kept) {
    expect(row.reason).not.toBe('');
    if (row.verdict === 'correct' && row.formatValid) expect(row.reward).toBe(2);
    if (row.verdict === 'truncated') expect(row.reward).toBe(0);
  }
  expect(kept.some(({ text }) => text.startsWith('<think>\nok'))).toBe(true);
});

it('leaves out what was not judged, counts it, and makes no update where nothing is left', async () => {
  const run = new TestRun(tokenizer);
  const failing: Scorer = async (generation, question) => {
    const scored = await scoreByRule(generation, question);
    return question.id === 'q0'
      ? scored
      : { ...scored, outcome: { verdict: 'judge-error', rule: 'judge', reason: 'timed out' } };
  };
  await grpo({ ...run.options(stage), ...settings, questionsPerStep: 1, steps: 6, score: failing });
  const empty = run.rows.filter(({ emptyGroups }) => emptyGroups === 1);
  expect(empty).toHaveLength(5);
  for (const row of empty) {
    expect(row).toMatchObject({ loss: null, updates: 0, rewardMean: null, accuracy: null, gradNorm: null });
    expect(row.verdicts).toMatchObject({ 'judge-error': 6, correct: 0 });
  }
  expect(run.clients[0]?.calls.filter((call) => call === 'optimStep').length).toBeLessThanOrEqual(1);
});

it('drops groups without signal and logs their share', async () => {
  const run = new TestRun(tokenizer);
  const same: Scorer = () => ({
    outcome: { verdict: 'correct', rule: 'test', reason: 'always' },
    format: { valid: true, reason: 'always' },
  });
  await grpo({ ...run.options(stage), ...settings, steps: 2, score: same });
  for (const row of run.rows)
    expect(row).toMatchObject({ zeroVarianceShare: 1, updates: 0, rewardMean: 2, accuracy: 1 });
  expect(run.clients[0]?.state.logits).toEqual(base.state.logits);
});

it('warns once when no step has made an update for ten steps', async () => {
  const run = new TestRun(tokenizer);
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const wrong: Scorer = () => ({
    outcome: { verdict: 'wrong', rule: 'test', reason: 'never right' },
    format: { valid: true, reason: 'always' },
  });
  await grpo({ ...run.options(stage), ...settings, warn, steps: 14, questionsPerStep: 1, score: wrong });
  expect(run.rows.every(({ updates }) => updates === 0)).toBe(true);
  expect(warnings).toEqual([
    expect.stringMatching(/^grpo: no update in 10 steps up to step 10, .*mean reward 1\.00\): use questions/),
  ]);
  warnings.length = 0;
  await grpo({ ...new TestRun(tokenizer).options(stage), ...settings, warn });
  expect(warnings).toEqual([]);
});

it('warns when the sampler disagrees with the training pass', async () => {
  const run = new TestRun(tokenizer);
  const warnings: string[] = [];
  const options = run.options(stage);
  const openClient: typeof options.openClient = async (path) => {
    const client = await options.openClient(path);
    const snapshot = client.snapshotSampler.bind(client);
    client.snapshotSampler = async () => {
      const sampler = await snapshot();
      const sample = sampler.sample.bind(sampler);
      sampler.sample = async (request) => {
        const { sequences } = await sample(request);
        return {
          sequences: sequences.map((one) => ({ ...one, logprobs: one.logprobs.map((q) => q - 0.1) })),
        };
      };
      return sampler;
    };
    return client;
  };
  const warn = (message: string): void => void warnings.push(message);
  await grpo({ ...options, openClient, warn, ...settings, steps: 1 });
  expect(run.rows[0]?.logprobGapAlarm).toBe(true);
  expect(run.rows[0]?.logprobGapMean).toBeCloseTo(0.1, 5);
  expect(warnings[0]).toMatch(
    /^grpo: at step 1 sampler and training log probabilities differ by 0\.100 nats/,
  );
});

it('refuses contradictory settings', async () => {
  const options = { ...new TestRun(tokenizer).options(stage), ...settings };
  expect(() => grpo({ ...options, beta: 0.1 })).toThrow(InputError);
  expect(() => grpo({ ...options, groupSize: 1 })).toThrow(/groupSize 1 gives no advantage/);
  await expect(grpo({ ...options, sampling: { maxTokens: 60 } })).rejects.toThrow(
    /none of 6 prompts leaves 60 tokens/,
  );
});

it('asks every question below the system prompt', async () => {
  const rendered = vi.spyOn(tokenizer, 'renderChat');
  const run = new TestRun(tokenizer);
  await grpo({ ...run.options(stage), ...settings, steps: 1, systemPrompt: 'Think first.' });
  const asked = rendered.mock.calls.map(([messages]) => messages);
  rendered.mockRestore();
  expect(asked.length).toBeGreaterThan(0);
  for (const [first, second] of asked) {
    expect(first).toEqual({ role: 'system', content: 'Think first.' });
    expect(second?.role).toBe('user');
  }
});
