/** Answers of a back end that cannot be used end the run with an error of a kind; none becomes a number, a row or an update. */

import { expect, it } from 'vitest';
import { FinR1Error, RequestError } from '../core/errors.ts';
import type { SamplingClient } from '../tinker/types.ts';
import { grpo } from './grpo.ts';
import type { GrpoOptions } from './grpo.ts';
import type { ReferencePolicy } from './reference-policy.ts';
import { base, settings, stage, tokenizer } from './test-grpo.ts';
import { TestRun } from './test-stage.ts';

type Sample = SamplingClient['sample'];

/** The error of a run whose second batch is answered by `answer`; nothing of that step may remain. */
async function errorOf(
  answer: (sample: Sample) => Sample,
  more: Partial<GrpoOptions> = {},
): Promise<unknown> {
  const run = new TestRun(tokenizer);
  const options = run.options({ ...stage, every: 1 });
  const openClient: typeof options.openClient = async (path) => {
    const client = await options.openClient(path);
    const snapshot = client.snapshotSampler.bind(client);
    let batches = 0;
    client.snapshotSampler = async () => {
      const sampler = await snapshot();
      if ((batches += 1) === 2) sampler.sample = answer(sampler.sample.bind(sampler));
      return sampler;
    };
    return client;
  };
  const error: unknown = await grpo({ ...options, openClient, ...settings, ...more }).catch(
    (thrown: unknown) => thrown,
  );
  const done = 1 + (more.maxStepsOffPolicy ?? 0);
  expect(run.rows).toHaveLength(done);
  expect(run.clients[0]?.calls.filter((call) => call === 'optimStep').length).toBeLessThanOrEqual(done);
  return error;
}

const changed =
  (
    change: (sequence: Awaited<ReturnType<Sample>>['sequences'][number]) => object,
  ): ((sample: Sample) => Sample) =>
  (sample) =>
  async (request) => ({
    sequences: (await sample(request)).sequences.map((one, i) =>
      i === 2 ? { ...one, ...change(one) } : one,
    ),
  });

it.each<[string, (sample: Sample) => Sample, RegExp]>([
  [
    'fewer answers than asked for',
    (sample) => async (request) => ({ sequences: (await sample(request)).sequences.slice(1) }),
    /the sampler gave 5 answers of the question q\d, asked for were 6/,
  ],
  ['no log probabilities', changed(() => ({ logprobs: new Float32Array(0) })), /: 0 values for \d+ tokens/],
  [
    'a log probability that is no number',
    changed(({ logprobs }) => ({ logprobs: logprobs.map((q, t) => (t === 0 ? NaN : q)) })),
    /the sampler’s log probabilities of the question q\d: NaN at token 1 of/,
  ],
  [
    'an answer without tokens',
    changed(() => ({ tokens: new Int32Array(0), logprobs: new Float32Array(0) })),
    /an answer without tokens of the question q\d/,
  ],
])('%s', async (_, answer, message) => {
  for (const more of [{}, { maxStepsOffPolicy: 1 }]) {
    const error = await errorOf(answer, more);
    expect(error).toBeInstanceOf(FinR1Error);
    expect(error).toMatchObject({ code: 'engine-answer', message: expect.stringMatching(message) as string });
  }
});

it('a request that failed is the error of the run, with the other groups of the batch', async () => {
  const failed = new RequestError('the server answered 500', { status: 500, retryable: true });
  let asked = 0;
  const answer =
    (sample: Sample): Sample =>
    (request) =>
      (asked += 1) === 3 ? Promise.reject(failed) : sample(request);
  expect(await errorOf(answer)).toBe(failed);
});

it('a reference that gives no number', async () => {
  const broken: ReferencePolicy = {
    logprobs: async (data) => {
      const { lossFnOutputs } = await base.forward(data, 'cross_entropy');
      return lossFnOutputs.map(({ logprobs }) => logprobs.fill(NaN));
    },
  };
  const run = new TestRun(tokenizer);
  const running = grpo({ ...run.options(stage), ...settings, beta: 0.1, reference: broken });
  await expect(running).rejects.toThrow(/the reference’s log probabilities: NaN at token 1 of/);
  expect(run.rows).toEqual([]);
});

it('a training pass that gives nothing for a token that carries loss', async () => {
  const run = new TestRun(tokenizer);
  const options = run.options({ ...stage, every: 1 });
  const openClient: typeof options.openClient = async (path) => {
    const client = await options.openClient(path);
    const gradient = client.forwardBackward.bind(client);
    client.forwardBackward = async (...input) => {
      const { lossFnOutputs, metrics } = await gradient(...input);
      return {
        lossFnOutputs: lossFnOutputs.map(({ logprobs }) => ({ logprobs: logprobs.fill(NaN) })),
        metrics,
      };
    };
    return client;
  };
  const running = grpo({ ...options, openClient, ...settings });
  await expect(running).rejects.toThrow(
    /the gap between sampler and training log probabilities is NaN at step 1/,
  );
  expect(run.rows).toEqual([]);
  expect(run.saved).toEqual([]);
});
