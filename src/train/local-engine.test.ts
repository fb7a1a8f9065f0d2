/** The loops on the engine of this process: sampling while training, and a resume, bit for bit. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createLocalService } from '../engine/local/service.ts';
import type { LocalTrainingClient } from '../engine/local/training-client.ts';
import { tinyModel } from '../engine/test-model.ts';
import type { TrainingClient } from '../tinker/types.ts';
import { grpo } from './grpo.ts';
import type { GrpoOptions } from './grpo.ts';
import { referenceFromSampler } from './reference-policy.ts';
import type { Scorer } from './reward.ts';
import { questions } from './test-grpo.ts';
import { killAt, TestRun } from './test-stage.ts';
import { wordTokenizer } from './test-engine.ts';

const { folder, directory } = await tinyModel();
afterAll(() => rm(directory, { recursive: true }));

/** Rewards what a random model does now and then. */
const score: Scorer = ({ text }) => ({
  outcome: { verdict: text.length % 2 === 0 ? 'correct' : 'wrong', rule: 'test', reason: 'even' },
  format: { valid: true, reason: 'always' },
});

const settings = {
  ...{ questions, score, steps: 5, questionsPerStep: 3, groupSize: 4 },
  ...{ sampling: { maxTokens: 8 }, loss: 'grpo', beta: 0 },
} as const satisfies Partial<GrpoOptions>;

it.each([
  ['one step ahead', { maxStepsOffPolicy: 1 }],
  ['two steps ahead, with KL', { maxStepsOffPolicy: 2, beta: 0.1 }],
])('gives the same rows twice, and after a kill: %s', async (name, more) => {
  const service = createLocalService({ directory: join(directory, name), threads: 2 });
  const clients: LocalTrainingClient[] = [];
  const open = async (path: string | null): Promise<TrainingClient> => {
    const client = await (path === null
      ? service.createTrainingClient({ baseModel: folder, rank: 0, seed: 1 })
      : service.createTrainingClientFromState(path));
    clients.push(client);
    return client;
  };
  const reference = referenceFromSampler(await service.createSamplingClient(folder));
  const go = async (run: TestRun, onStep?: (step: number) => void): Promise<unknown> => {
    const options = run.options({ stage: 'grpo', learningRate: 1e-3, every: 2 }, onStep);
    const warn = (message: string): never => expect.fail(message);
    return grpo({ ...options, openClient: open, warn, ...settings, ...more, reference });
  };
  try {
    const [whole, run] = [new TestRun(wordTokenizer([])), new TestRun(wordTokenizer([]))];
    await go(whole);
    await expect(go(run, killAt(3))).rejects.toThrow('killed');
    await go(run);
    expect(whole.rows).toHaveLength(5);
    expect(whole.rows.map(({ updates }) => updates)).toContain(1);
    expect(run.timeless).toEqual(whole.timeless);
    for (const { logprobGapMax } of whole.rows) expect(logprobGapMax ?? 0).toBeLessThan(2e-4);
  } finally {
    for (const client of clients) await client.close();
  }
});
