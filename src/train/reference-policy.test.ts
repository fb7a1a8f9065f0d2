/** The log probabilities of the reference policy are the same from a training client and from a sampler. */

import { rm } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { createLocalService } from '../engine/local/service.ts';
import { tinyModel } from '../engine/test-model.ts';
import { completionPart, probeDatum } from './policy-datum.ts';
import { grpo } from './grpo.ts';
import { referenceFromClient, referenceFromSampler } from './reference-policy.ts';
import { base, settings, stage, tokenizer } from './test-grpo.ts';
import { TestRun } from './test-stage.ts';

const { folder, directory } = await tinyModel();
afterAll(() => rm(directory, { recursive: true }));

it('to 1e-4 on the engine of this process, for answers of many lengths asked at once', async () => {
  const service = createLocalService({ directory, threads: 1 });
  const client = await service.createTrainingClient({ baseModel: folder, rank: 0, seed: 1 });
  try {
    const random = Random.derive(3, 'answers');
    const tokens = (length: number): Int32Array => Int32Array.from({ length }, () => random.int(0, 279));
    const sequences = [1, 3, 17, 40, 70, 5].map((length, i) => ({
      prompt: tokens(4 + 9 * i),
      completion: tokens(length),
    }));
    const data = sequences.map(probeDatum);
    const byForward = await referenceFromClient(client).logprobs(data);
    for (const sampler of [await client.snapshotSampler(), await service.createSamplingClient(folder)]) {
      const bySampler = await referenceFromSampler(sampler).logprobs(data);
      for (const [i, sequence] of sequences.entries()) {
        const expected = completionPart(byForward[i], sequence);
        const given = completionPart(bySampler[i], sequence);
        expect(given).toHaveLength(sequence.completion.length);
        given.forEach((value, t) => expect(Math.abs(value - (expected[t] as number))).toBeLessThan(1e-4));
      }
    }
  } finally {
    await client.close();
  }
});

it('gives GRPO the same rows', async () => {
  const rows = async (reference: Parameters<typeof grpo>[0]['reference']): Promise<unknown[]> => {
    const run = new TestRun(tokenizer);
    await grpo({ ...run.options(stage), ...settings, steps: 4, beta: 0.1, reference });
    return run.timeless;
  };
  const sampler = await base.snapshotSampler();
  expect(await rows(referenceFromSampler(sampler))).toEqual(await rows(referenceFromClient(base)));
});

it('refuses a back end that leaves values out', async () => {
  const short = { computeLogprobs: async () => Promise.resolve(new Float32Array(4)) };
  const datum = probeDatum({ prompt: Int32Array.of(4, 5), completion: Int32Array.of(4, 5, 2) });
  await expect(referenceFromSampler(short).logprobs([datum])).rejects.toThrow(/gave 4 values for 5 tokens/);
});
