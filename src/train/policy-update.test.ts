import { describe, expect, it } from 'vitest';
import { defaultClips, policyLosses, sequenceLoss, tokenScales } from './policy-loss.ts';
import { completionPart, probeDatum } from './policy-datum.ts';
import { policyUpdate } from './policy-update.ts';
import type { PolicyLossSettings, TrainedSequence } from './policy-update.ts';
import { BigramTrainer, wordTokenizer } from './test-engine.ts';

const tokenizer = wordTokenizer(['a', 'b']);

function fresh(): BigramTrainer {
  const trainer = new BigramTrainer(tokenizer, 'unused');
  trainer.state.logits.forEach((_, i, logits) => (logits[i] = Math.sin(i)));
  return trainer;
}

/** Groups of two and three with lengths 3, 1, 2, 2, 1, the last without advantage; q and ref are those of the model, shifted by `shift` and `away`. */
async function sequencesOf(trainer: BigramTrainer, shift: number, away: number): Promise<TrainedSequence[]> {
  const completions = [[5, 4, 2], [2], [4, 2], [5, 2], [2]];
  const advantages = [1.5, -1, -0.7, 0.9, 0];
  return Promise.all(
    completions.map(async (tokens, i) => {
      const sampled = { prompt: Int32Array.of(4, 5), completion: Int32Array.from(tokens) };
      const output = await trainer.forward([probeDatum(sampled)], 'cross_entropy');
      const now = completionPart(output.lossFnOutputs[0]?.logprobs, sampled);
      const logprobs = now.map((l, t) => l + shift * Math.cos(3 * i + t));
      const reference = now.map((l, t) => l + away * Math.sin(i + 2 * t));
      return { ...sampled, group: i < 2 ? 0 : 1, advantage: advantages[i] as number, logprobs, reference };
    }),
  );
}

function keepGradient(trainer: BigramTrainer): number[] {
  const kept: number[] = [];
  const step = trainer.optimStep.bind(trainer);
  trainer.optimStep = (params) => {
    kept.push(...trainer.gradient);
    return step(params);
  };
  return kept;
}

const adam = { learningRate: 0.1 };
const requireFinite = (name: string, value: number): void => {
  if (!Number.isFinite(value)) throw new Error(`${name} is ${value}`);
};
const settingsOf = (loss: PolicyLossSettings['loss'], beta: number): PolicyLossSettings => ({
  loss,
  clip: loss === 'gspo' ? { low: 0.95, high: 1.05 } : defaultClips[loss],
  beta,
  maxTokens: 5,
});

/** C at the trainer's present weights. */
async function lossAt(
  trainer: BigramTrainer,
  sequences: readonly TrainedSequence[],
  settings: PolicyLossSettings,
) {
  const lengths = sequences.map(({ group, completion }) => ({ group, tokens: completion.length }));
  const scales = tokenScales(settings.loss, lengths, settings.maxTokens);
  const output = await trainer.forward(sequences.map(probeDatum), 'cross_entropy');
  return sequences.reduce((sum, sequence, i) => {
    const now = completionPart(output.lossFnOutputs[i]?.logprobs, sequence);
    const { advantage, logprobs: sampled, reference } = sequence;
    return (
      sum + sequenceLoss({ advantage, scale: scales[i] as number, now, sampled, reference }, settings).loss
    );
  }, 0);
}

describe.each(policyLosses)('%s', (loss) => {
  it.each([0, 0.4])('hands the engine exactly the gradient of C off-policy, β = %f', async (beta) => {
    const trainer = fresh();
    const sequences = await sequencesOf(trainer, 0.3, 0.5);
    const gradient = keepGradient(trainer);
    const update = await policyUpdate(trainer, sequences, settingsOf(loss, beta), {
      adam,
      onPolicy: false,
      requireFinite,
    });
    const probe = fresh();
    expect(update.loss).toBeCloseTo(await lossAt(probe, sequences, settingsOf(loss, beta)), 6);
    expect(update.clippedShare).toBeGreaterThan(0);
    expect(update.gap).toBeNull();
    const width = 1e-3; // the engine's ℓ is float32
    for (let i = 0; i < gradient.length; i++) {
      const value = probe.state.logits[i] as number;
      probe.state.logits[i] = value + width;
      const above = await lossAt(probe, sequences, settingsOf(loss, beta));
      probe.state.logits[i] = value - width;
      const below = await lossAt(probe, sequences, settingsOf(loss, beta));
      probe.state.logits[i] = value;
      expect(gradient[i]).toBeCloseTo((above - below) / (2 * width), 3);
    }
  });

  it('saves the forward pass when on-policy, with the same gradient', async () => {
    const fast = fresh();
    const sequences = await sequencesOf(fast, 0, 0.5);
    const slow = fresh();
    const [fastGradient, slowGradient] = [keepGradient(fast), keepGradient(slow)];
    fast.calls.length = 0;
    const settings = settingsOf(loss, 0.1);
    await policyUpdate(fast, sequences, settings, { adam, onPolicy: true, requireFinite });
    await policyUpdate(slow, sequences, settings, { adam, onPolicy: false, requireFinite });
    expect(fast.calls).toEqual(['forwardBackward cross_entropy', 'optimStep']);
    expect(slow.calls).toEqual(['forward cross_entropy', 'forwardBackward cross_entropy', 'optimStep']);
    slowGradient.forEach((g, i) => expect(fastGradient[i]).toBeCloseTo(g, 6));
  });
});

it('uses the ppo verb where it can, equal to the custom route', async () => {
  const verb = fresh();
  const sequences = await sequencesOf(verb, 0.3, 0.5);
  const custom = fresh();
  const [verbGradient, customGradient] = [keepGradient(verb), keepGradient(custom)];
  verb.calls.length = 0;
  const options = { adam, onPolicy: false, requireFinite };
  await policyUpdate(verb, sequences, settingsOf('dapo', 0), options);
  await policyUpdate(custom, sequences, settingsOf('dapo', 1e-12), options);
  expect(verb.calls).toEqual(['forwardBackward ppo', 'optimStep']);
  verbGradient.forEach((g, i) => expect(customGradient[i]).toBeCloseTo(g, 6));
});

it('measures how far the sampler is from the training pass', async () => {
  const trainer = fresh();
  const sequences = await sequencesOf(trainer, 0, 0);
  const first = sequences[0] as TrainedSequence;
  first.logprobs[1] = (first.logprobs[1] as number) + 0.4;
  const { gap } = await policyUpdate(trainer, sequences, settingsOf('grpo', 0), {
    adam,
    onPolicy: true,
    requireFinite,
  });
  expect(gap?.max).toBeCloseTo(0.4, 5);
  expect(gap?.mean).toBeCloseTo(0.4 / 8, 5); // 3 + 1 + 2 + 2 tokens with loss
});

it('makes no update when the loss overflows', async () => {
  const trainer = fresh();
  const sequences = await sequencesOf(trainer, 0, 0);
  sequences[0]?.reference?.fill(800); // exp(800) = ∞
  const update = policyUpdate(trainer, sequences, settingsOf('grpo', 0.1), {
    adam,
    onPolicy: true,
    requireFinite,
  });
  await expect(update).rejects.toThrow('the loss is Infinity');
  expect(trainer.calls).not.toContain('optimStep');
});
