import { describe, expect, it } from 'vitest';

import { crossEntropyDatum, float32Tensor, int64Tensor, modelInputOf } from '../model-input.ts';
import type { Datum, LossFn, LossFnConfig } from '../types.ts';
import {
  detectBackEnd,
  isUnnamedJax,
  lossCallFor,
  lossOutputFor,
  optimOutputFor,
  promptLogprobsFor,
  requireRank,
} from './back-end.ts';
import type { LossCall } from './back-end.ts';

const policyDatum: Datum = {
  modelInput: modelInputOf([1, 2, 3]),
  lossFnInputs: {
    target_tokens: int64Tensor([2, 3, 4]),
    logprobs: float32Tensor([0, -1, -2]),
    advantages: float32Tensor([0, 2, -1]),
  },
};
const outputsOf = (...logprobs: number[][]): Parameters<typeof lossOutputFor>[0] => ({
  lossFnOutputType: 'scalar',
  lossFnOutputs: logprobs.map((data) => ({ logprobs: { dtype: 'float32', data } })),
  metrics: {},
});

const summed = { forwardOnly: false, averages: false };

it('tells back ends apart by what they show at the start', () => {
  expect(detectBackEnd('http://127.0.0.1:8100', true)).toBe('standard');
  expect(detectBackEnd('http://127.0.0.1:8100', false)).toBe('skyrl');
  expect(detectBackEnd('https://tinker.thinkingmachines.dev/services/x', true)).toBe('hosted');
  expect(detectBackEnd('https://notthinkingmachines.dev', true)).toBe('standard');
});

it('refuses ranks that a back end does not have', () => {
  expect(() => requireRank('hosted', 24)).toThrow('no adapters of rank 24');
  expect(() => requireRank('hosted', 0)).toThrow('no adapters of rank 0');
  expect(() => requireRank('skyrl-jax', 0)).toThrow('trains adapters only');
  expect(() => requireRank('standard', 1.5)).toThrow('rank is 1.5');
  for (const rank of [1, 32]) expect(() => requireRank('hosted', rank)).not.toThrow();
  expect(() => requireRank('skyrl', 0)).not.toThrow();
});

describe('calls', () => {
  it('have their thresholds written out', () => {
    const call = { data: [policyDatum], lossFn: 'cispo' as const };
    const config = { clip_high_threshold: 4 };
    expect(lossCallFor('standard', { ...call, config })).toEqual({
      ...call,
      config: { clip_low_threshold: 0.8, clip_high_threshold: 4 },
    });
  });

  it('are refused where SkyRL has no such loss', () => {
    const call = { data: [policyDatum], lossFn: 'dro' as const, config: {} };
    expect(() => lossCallFor('skyrl', call)).toThrow('SkyRL has no loss dro');
    expect(() => lossCallFor('skyrl-jax', call)).toThrow('SkyRL has no loss dro');
    expect(lossCallFor('hosted', call).config).toEqual({ beta: 0.05 });
  });
});

/**
 * The gradient with respect to the log probabilities as SkyRL's JAX back end makes it: of each sequence Σ w·loss / Σ w, then
 * the mean over sequences.
 */
function jaxGradient({ data, lossFn, config }: LossCall, logprobs: readonly number[][]): number[][] {
  return data.map(({ lossFnInputs }, i) => {
    const rows = logprobs[i] ?? [];
    const weights = lossFnInputs.weights?.data ?? rows.map(() => 1);
    const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
    return rows.map((logprob, at) => {
      const advantage = lossFnInputs.advantages?.data[at] ?? 0;
      const ratio = Math.exp(logprob - (lossFnInputs.logprobs?.data[at] ?? 0));
      const slope = slopeOf(lossFn, config, ratio, advantage);
      return (slope * (weights[at] as number)) / total / data.length;
    });
  });
}

/** The gradient of the plain sum. */
function sumGradient({ data, lossFn, config }: LossCall, logprobs: readonly number[][]): number[][] {
  return data.map(({ lossFnInputs }, i) =>
    (logprobs[i] ?? []).map((logprob, at) => {
      if (lossFn === 'cross_entropy') return -(lossFnInputs.weights?.data[at] ?? NaN);
      const advantage = lossFnInputs.advantages?.data[at] ?? NaN;
      return slopeOf(lossFn, config, Math.exp(logprob - (lossFnInputs.logprobs?.data[at] ?? NaN)), advantage);
    }),
  );
}

/** ∂loss/∂ℓ at one position, weight aside. */
function slopeOf(lossFn: LossFn, config: LossFnConfig, ratio: number, advantage: number): number {
  const { clip_low_threshold: low = 0, clip_high_threshold: high = Infinity } = config;
  const clipped = Math.min(Math.max(ratio, low), high);
  if (lossFn === 'cross_entropy') return -1;
  if (lossFn === 'cispo') return -clipped * advantage;
  if (lossFn === 'importance_sampling') return -ratio * advantage;
  return ratio * advantage <= clipped * advantage ? -ratio * advantage : 0;
}

describe("SkyRL's JAX back end", () => {
  const longer: Datum = {
    modelInput: modelInputOf([5, 6, 7, 8, 9]),
    lossFnInputs: {
      target_tokens: int64Tensor([6, 7, 8, 9, 1]),
      logprobs: float32Tensor([0, 0, -1, -3, -0.5]),
      advantages: float32Tensor([0, 0, 1, 1, 1]),
    },
  };
  const logprobs = [
    [-1, -0.5, -2.5],
    [-1, -1, -1.1, -1, -0.75],
  ];

  it.each(['importance_sampling', 'ppo', 'cispo'] as const)(
    'sums %s but for the number of sequences',
    (lossFn) => {
      const asked = { data: [policyDatum, longer], lossFn, config: {} };
      const standard = lossCallFor('standard', asked);
      const gradient = jaxGradient(lossCallFor('skyrl-jax', asked), logprobs);
      const expected = sumGradient(standard, logprobs);
      expect(gradient.flat().map((value) => value * 2)).toEqual(
        expected.flat().map((value) => expect.closeTo(value, 6)),
      );
      // Without it, the shorter sequence would weigh more.
      const plain = jaxGradient(standard, logprobs);
      expect(plain.flat().map((value) => value * 2)).not.toEqual(
        expected.flat().map((value) => expect.closeTo(value, 6)),
      );
    },
  );

  it('takes signed weights, whatever they sum to', () => {
    const data = [
      crossEntropyDatum([1, 2, 3, 4], [0, 1, -1, 0]),
      crossEntropyDatum([1, 2, 3, 4, 5, 6], [0, 0, 0.25, 0, 3, -0.5]),
    ];
    const asked = { data, lossFn: 'cross_entropy' as const, config: {} };
    const call = lossCallFor('skyrl-jax', asked);
    expect(call.lossFn).toBe('cispo');
    const gradient = jaxGradient(call, logprobs).flat();
    expect(gradient.map((value) => value * 2)).toEqual(
      sumGradient(asked, logprobs)
        .flat()
        .map((value) => expect.closeTo(value, 6)),
    );
  });

  it('is recognised by its results, and its prompts get their first value', () => {
    const elementwise = { elementwise_loss: { dtype: 'float32' as const, data: [1] } };
    const jax = { ...outputsOf(), lossFnOutputs: [elementwise] };
    expect(isUnnamedJax('skyrl', jax)).toBe(true);
    expect(isUnnamedJax('skyrl-jax', jax)).toBe(false);
    expect(isUnnamedJax('skyrl', outputsOf([1]))).toBe(false);
    expect(promptLogprobsFor(Float32Array.of(-1, -2), 3)).toEqual(Float32Array.of(NaN, -1, -2));
  });
});

describe('results', () => {
  it.each<[LossFn, LossFnConfig, number]>([
    // ℓ = −3, −1, −1.5; q = 0, −1, −2; A = 0, 2, −1: r = 1 and e^½ where A is not 0.
    ['importance_sampling', {}, -(2 - Math.exp(0.5))],
    ['ppo', {}, -(2 - Math.exp(0.5))],
    ['ppo', { clip_high_threshold: 0.9 }, -(0.9 * 2 - Math.exp(0.5))],
    ['cispo', {}, -(2 * -1 - 1.2 * -1.5)],
    ['dro', { beta: 2 }, -(-9 + -2 + (1.5 - 0.25))],
  ])('of %s %j get the loss that the server did not tell', (lossFn, config, expected) => {
    const asked = { data: [policyDatum], lossFn, config };
    const { metrics } = lossOutputFor(outputsOf([-3, -1, -1.5]), asked, summed);
    expect(metrics['loss:sum']).toBeCloseTo(expected, 6);
  });

  it('of cross entropy likewise, NaN where the weight is 0', () => {
    const data = [crossEntropyDatum([1, 2, 3], [0, 0, -2])];
    const asked = { data, lossFn: 'cross_entropy' as const, config: {} };
    expect(lossOutputFor(outputsOf([NaN, -4]), asked, summed).metrics).toEqual({ 'loss:sum': -8 });
    const told = { ...outputsOf([NaN, -4]), metrics: { 'loss:sum': 1 } };
    expect(lossOutputFor(told, asked, summed).metrics).toEqual({ 'loss:sum': 1 });
    for (const kind of [{ forwardOnly: true }, { averages: true }]) {
      expect(lossOutputFor(outputsOf([NaN, -4]), asked, { ...summed, ...kind }).metrics).toEqual({});
    }
  });

  it('are refused where something is missing', () => {
    const asked = { data: [policyDatum], lossFn: 'ppo' as const, config: {} };
    expect(() => lossOutputFor(outputsOf(), asked, summed)).toThrow('results for 0 of 1 datums');
    expect(() => lossOutputFor(outputsOf([-1]), asked, summed)).toThrow(
      '1 log probabilities for the 3 positions',
    );
    expect(() => promptLogprobsFor(Float32Array.of(-1), 3)).toThrow('1 log probabilities for a prompt of 3');
    expect(() => promptLogprobsFor(undefined, 3)).toThrow('no log probabilities for a prompt of 3');
  });

  it('of prompts have NaN first, whatever stood there', () => {
    expect(promptLogprobsFor(Float32Array.of(0, -1), 2)).toEqual(Float32Array.of(NaN, -1));
  });

  it('of a step have the norm of the gradient under one name', () => {
    expect(optimOutputFor({ 'skyrl.ai/grad_norm': 3 }).metrics).toMatchObject({ 'grad_norm:mean': 3 });
    expect(optimOutputFor({ 'grad_norm:mean': 2 })).toEqual({ metrics: { 'grad_norm:mean': 2 } });
  });
});
