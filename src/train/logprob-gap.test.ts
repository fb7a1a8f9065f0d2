/** The alarm: at which steps it sees a sampler that is not the policy being trained, and what it says is wrong. */

import { describe, expect, it } from 'vitest';
import { tokensOf } from '../tinker/model-input.ts';
import type { SamplingClient } from '../tinker/types.ts';
import { grpo } from './grpo.ts';
import type { GrpoOptions } from './grpo.ts';
import { joinedGap, logprobGap } from './logprob-gap.ts';
import { referenceFromClient } from './reference-policy.ts';
import type { BigramTrainer } from './test-engine.ts';
import { base, settings, stage, tokenizer } from './test-grpo.ts';
import { TestRun } from './test-stage.ts';

const size = tokenizer.vocabSize;

/** A run of three steps whose samplers are changed; its rows and warnings. */
async function runWith(
  change: (sampler: SamplingClient, logits: readonly number[]) => Partial<SamplingClient>,
  more: Partial<GrpoOptions> = {},
): Promise<{ run: TestRun; warnings: string[] }> {
  const run = new TestRun(tokenizer);
  const warnings: string[] = [];
  const options = run.options(stage);
  const openClient: typeof options.openClient = async (path) => {
    const client = (await options.openClient(path)) as BigramTrainer;
    const snapshot = client.snapshotSampler.bind(client);
    client.snapshotSampler = async () => {
      const sampler = await snapshot();
      return Object.assign(sampler, change(bound(sampler), [...client.state.logits]));
    };
    return client;
  };
  const warn = (message: string): void => void warnings.push(message);
  await grpo({ ...options, openClient, warn, ...settings, steps: 3, ...more });
  return { run, warnings };
}

function bound(sampler: SamplingClient): SamplingClient {
  return {
    sample: sampler.sample.bind(sampler),
    computeLogprobs: sampler.computeLogprobs.bind(sampler),
    getTokenizer: sampler.getTokenizer.bind(sampler),
  };
}

/** Samples that claim other log probabilities. */
const claiming =
  (claim: (q: number, token: number, before: number, logits: readonly number[]) => number) =>
  (sampler: SamplingClient, logits: readonly number[]): Partial<SamplingClient> => ({
    async sample(request) {
      const { sequences } = await sampler.sample(request);
      const last = tokensOf(request.prompt).at(-1) as number;
      const before = (tokens: Int32Array, t: number): number => (t === 0 ? last : (tokens[t - 1] as number));
      return {
        sequences: sequences.map(({ tokens, logprobs, stopReason }) => ({
          ...{ tokens, stopReason },
          logprobs: logprobs.map((q, t) => claim(q, tokens[t] as number, before(tokens, t), logits)),
        })),
      };
    },
  });

describe.each([
  ['on-policy', {}],
  ['with KL', { beta: 0.1, reference: referenceFromClient(base) }],
  ['one step off-policy', { maxStepsOffPolicy: 1 }],
  ['two steps off-policy, by signed weights', { maxStepsOffPolicy: 2, signedWeights: true }],
] as const)('%s', (_, more) => {
  it('is silent, and small, where nothing is wrong', async () => {
    const { run, warnings } = await runWith(() => ({}), more);
    expect(warnings).toEqual([]);
    for (const row of run.rows) expect(row.logprobGapMax).toBeLessThan(1e-6);
  });

  it('sees at every step that a sampler claims other log probabilities than it computes', async () => {
    const { run, warnings } = await runWith(
      claiming((q) => q - 0.1),
      more,
    );
    expect(warnings).toHaveLength(3);
    for (const [i, row] of run.rows.entries()) {
      expect(row.logprobGapAlarm).toBe(true);
      expect(row.logprobGapMean).toBeCloseTo(0.1, 4);
      expect(warnings[i]).toMatch(
        /differ by 0\.100 nats .*: the sampler is 0\.100 nats from its own computeLogprobs/,
      );
      expect(warnings[i]).toMatch(/the server decodes another model than it scores with/);
    }
  });

  it('sees at every step that a sampler is another model than the trainer', async () => {
    const other = (sampler: SamplingClient): Partial<SamplingClient> => ({
      ...claiming((q) => q - 0.2)(sampler, []),
      computeLogprobs: async (prompt) => (await sampler.computeLogprobs(prompt)).map((l) => l - 0.2),
    });
    const { run, warnings } = await runWith(other, more);
    expect(run.rows.map((row) => row.logprobGapAlarm)).toEqual([true, true, true]);
    for (const warning of warnings) {
      expect(warning).toMatch(/differ by 0\.200 nats .*: the sampler agrees with its own computeLogprobs/);
      expect(warning).toMatch(
        /compare their precision, and look whether the snapshot holds the newest weights/,
      );
    }
  });
});

describe('at a temperature', () => {
  /** log p of the temperature that was sampled with. */
  const tempered = claiming((_, token, before, logits) => {
    const scores = logits.slice(before * size, (before + 1) * size).map((logit) => logit / 0.5);
    return (scores[token] as number) - Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
  });

  it.each([0, 1])(
    'names a back end that gives tempered values, %i steps off-policy',
    async (maxStepsOffPolicy) => {
      const sampling = { maxTokens: 12, temperature: 0.5 };
      const { warnings } = await runWith(tempered, { sampling, maxStepsOffPolicy });
      expect(warnings).toHaveLength(3);
      for (const warning of warnings) {
        expect(warning).toMatch(
          /gives log probabilities of its sampling temperature, 0\.5, not of temperature 1/,
        );
        expect(warning).toMatch(/set sampling\.temperature to 1$/);
      }
    },
  );

  it('is silent where the values are those of temperature 1', async () => {
    const { warnings } = await runWith(() => ({}), { sampling: { maxTokens: 12, temperature: 0.5 } });
    expect(warnings).toEqual([]);
  });
});

it('names top-k and top-p', async () => {
  const sampling = { maxTokens: 12, topP: 0.9 };
  const { warnings } = await runWith(
    claiming((q) => q + 0.1),
    { sampling },
  );
  expect(warnings[0]).toMatch(/of the tokens left by topK or topP only; leave both out/);
});

it('still warns where the back end cannot score', async () => {
  const broken = (sampler: SamplingClient): Partial<SamplingClient> => ({
    ...claiming((q) => q - 0.1)(sampler, []),
    computeLogprobs: () => Promise.reject(new Error('prompt_logprobs is not supported')),
  });
  const { warnings } = await runWith(broken);
  expect(warnings).toHaveLength(3);
  expect(warnings[0]).toMatch(/differ by 0\.100 .*: why could not be told: prompt_logprobs is not supported/);
});

it('gives NaN for a value that is missing, and null where there is nothing to compare', () => {
  expect(logprobGap([{ a: [1, 2], b: [1.5, 2] }])).toEqual({ mean: 0.25, max: 0.5 });
  expect(logprobGap([{ a: [1, 2], b: [1.5] }])).toEqual({ mean: NaN, max: NaN });
  expect(logprobGap([{ a: [1, 2], b: [NaN, 2], counts: (t) => t === 1 }])).toEqual({ mean: 0, max: 0 });
  expect(logprobGap([{ a: [1], b: [2], counts: () => false }])).toBeNull();
  expect(joinedGap({ mean: 1, max: 2 }, { mean: 3, max: 4 })).toEqual({ mean: 4, max: 6 });
  expect(joinedGap(null, { mean: 3, max: 4 })).toEqual({ mean: 3, max: 4 });
});
