/** Every policy loss on engines unlike ours, behind the client's adaptor: the gradient that is stepped with is the same. */

import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { lossCallFor } from '../tinker/client/back-end.ts';
import type { AdamParams, Datum, LossFn, LossFnConfig, TrainingClient } from '../tinker/types.ts';
import { completionPart, probeDatum } from './policy-datum.ts';
import { defaultClips, policyLosses } from './policy-loss.ts';
import type { PolicyLoss } from './policy-loss.ts';
import { policyUpdate } from './policy-update.ts';
import type { TrainedSequence } from './policy-update.ts';
import { BigramTrainer, wordTokenizer } from './test-engine.ts';

type Engine = Pick<TrainingClient, 'forward' | 'forwardBackward' | 'optimStep'>;

function fresh(): BigramTrainer {
  const trainer = new BigramTrainer(wordTokenizer(['a', 'b']), 'unused');
  trainer.state.logits.forEach((_, i, logits) => (logits[i] = Math.sin(i)));
  return trainer;
}

/** Prompts of 2 and 4 tokens, answers of 3, 1, 2, 2; q and ref are those of the model, shifted by `shift` and 0.5. */
async function sequencesOf(shift: number): Promise<TrainedSequence[]> {
  const trainer = fresh();
  const completions = [[5, 4, 2], [2], [4, 2], [5, 2]];
  return Promise.all(
    completions.map(async (tokens, i) => {
      const prompt = i < 2 ? Int32Array.of(4, 5) : Int32Array.of(5, 5, 4, 4);
      const sampled = { prompt, completion: Int32Array.from(tokens) };
      const output = await trainer.forward([probeDatum(sampled)], 'cross_entropy');
      const now = completionPart(output.lossFnOutputs[0]?.logprobs, sampled);
      return {
        ...{ ...sampled, group: i < 2 ? 0 : 1, advantage: [1.5, -1, -0.7, 0.9][i] as number },
        logprobs: now.map((l, t) => l + shift * Math.cos(3 * i + t)),
        reference: now.map((l, t) => l + 0.5 * Math.sin(i + 2 * t)),
      };
    }),
  );
}

/** The gradient that the optimiser step is made with. */
async function gradientOf(
  { loss, beta, shift }: { loss: PolicyLoss; beta: number; shift: number },
  signedWeights: boolean,
  wrap: (trainer: BigramTrainer) => Engine = (trainer) => trainer,
): Promise<number[]> {
  const trainer = fresh();
  const kept: number[] = [];
  const step = trainer.optimStep.bind(trainer);
  trainer.optimStep = (params) => {
    kept.push(...trainer.gradient);
    return step(params);
  };
  const clip = loss === 'gspo' ? { low: 0.95, high: 1.05 } : defaultClips[loss];
  await policyUpdate(
    wrap(trainer),
    await sequencesOf(shift),
    { loss, clip, beta, maxTokens: 5, signedWeights },
    { adam: { learningRate: 0.1 }, onPolicy: shift === 0, requireFinite: () => undefined },
  );
  return kept;
}

/** Knows one verb. */
function only(fn: LossFn, trainer: BigramTrainer): Engine {
  return {
    forward: trainer.forward.bind(trainer),
    optimStep: trainer.optimStep.bind(trainer),
    forwardBackward: async (data, lossFn, config) => {
      if (lossFn !== fn) throw new InputError(`loss ${lossFn} is not known`);
      return trainer.forwardBackward(data, lossFn, config);
    },
  };
}

/** Divides as SkyRL's JAX engine does: a sequence by the sum of its weights, the gradient by the number of sequences. */
function sequenceMeans(trainer: BigramTrainer): Engine {
  let sequences = 0;
  // Without a pause within a verb, since the next one is submitted already.
  const one = (datum: Datum, lossFn: LossFn, config?: LossFnConfig): ReturnType<Engine['forward']> => {
    const before = [...trainer.gradient];
    const output = trainer.forwardBackward([datum], lossFn, config);
    const { weights, target_tokens: targets } = datum.lossFnInputs;
    const sum = weights ? Array.from(weights.data).reduce((a, b) => a + b, 0) : (targets?.data.length ?? 0);
    trainer.gradient = trainer.gradient.map((g, i) => {
      const old = before[i] as number;
      return old + (g - old) / Math.max(sum, 1e-9);
    });
    sequences += 1;
    return output;
  };
  return {
    forward: trainer.forward.bind(trainer),
    async forwardBackward(data, lossFn, config) {
      const outputs = await Promise.all(data.map((datum) => one(datum, lossFn, config)));
      return { lossFnOutputs: outputs.flatMap(({ lossFnOutputs }) => lossFnOutputs), metrics: {} };
    },
    optimStep(params: AdamParams) {
      trainer.gradient = trainer.gradient.map((g) => g / sequences);
      sequences = 0;
      return trainer.optimStep(params);
    },
  };
}

const norm = (values: readonly number[]): number => Math.hypot(...values);
const distance = (a: readonly number[], b: readonly number[]): number =>
  norm(a.map((value, i) => value - (b[i] as number))) / norm(b);

/** The client's adaptor before it. */
function adapted(engine: Engine): Engine {
  return {
    ...engine,
    forwardBackward: async (data, lossFn, config = {}) => {
      const call = lossCallFor('skyrl-jax', { data, lossFn, config });
      return engine.forwardBackward(call.data, call.lossFn, call.config);
    },
  };
}

/** The mean over the sequences of a step that no client can undo: it does not know how many are still to come. */
const SEQUENCES = 4;

describe.each(policyLosses)('%s', (loss) => {
  describe.each([0, 0.4])('β = %f', (beta) => {
    it.each([
      ['on-policy', 0],
      ['off-policy', 0.3],
    ])('%s: the same gradient everywhere', async (_, shift) => {
      const given = { loss, beta, shift };
      const exact = await gradientOf(given, false);
      expect(norm(exact)).toBeGreaterThan(0.01);
      const signed = await gradientOf(given, true, (trainer) => only('cross_entropy', trainer));
      expect(distance(signed, exact)).toBeLessThan(1e-6);
      for (const signedWeights of [false, true]) {
        const means = await gradientOf(given, signedWeights, (trainer) => adapted(sequenceMeans(trainer)));
        expect(
          distance(
            means.map((g) => g * SEQUENCES),
            exact,
          ),
        ).toBeLessThan(1e-6);
      }
    });
  });
});

it('an engine of sequence means without the adaptor takes another loss by ppo, and by signed weights none', async () => {
  const given = { loss: 'dapo', beta: 0, shift: 0 } as const;
  const exact = await gradientOf(given, false);
  const byPpo = await gradientOf(given, false, sequenceMeans);
  // Not even another scale: the sequences' lengths weigh.
  const along = norm(byPpo) / norm(exact);
  expect(
    distance(
      byPpo,
      exact.map((g) => g * along),
    ),
  ).toBeGreaterThan(0.1);
  const signed = await gradientOf(given, true, sequenceMeans);
  // Weights that sum to less than nothing are divided by 1e-9.
  expect(norm(signed) / norm(exact)).toBeGreaterThan(1e6);
});
