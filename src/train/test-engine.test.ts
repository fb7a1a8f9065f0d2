import { describe, expect, it } from 'vitest';
import { crossEntropyDatum } from '../tinker/model-input.ts';
import type { LossFn } from '../tinker/types.ts';
import { advantageDatum, weightedDatum } from './policy-datum.ts';
import { BigramTrainer, wordTokenizer } from './test-engine.ts';

const tokenizer = wordTokenizer(['a', 'b']);
const fresh = (): BigramTrainer => {
  const trainer = new BigramTrainer(tokenizer, 'unused');
  trainer.state.logits.forEach((_, i, logits) => (logits[i] = Math.sin(i)));
  return trainer;
};
const sequence = { prompt: Int32Array.of(4, 5), completion: Int32Array.of(5, 4, 2) };

describe('the test engine', () => {
  it.each<LossFn>(['cross_entropy', 'importance_sampling', 'ppo', 'cispo'])(
    'has the exact gradient of %s',
    async (loss) => {
      const trainer = fresh();
      const datum =
        loss === 'cross_entropy'
          ? weightedDatum(sequence, Float32Array.of(0.5, -1, 2))
          : advantageDatum(sequence, Float32Array.of(-1.7, -1.5, -1.4), 0.8);
      const sum = async (): Promise<number> =>
        (await trainer.forward([datum], loss)).metrics['loss:sum'] as number;
      await trainer.forwardBackward([datum], loss);
      // cispo stops the gradient through its ratio, so its loss value has another slope: its analytic form is checked below.
      if (loss === 'cispo') {
        const sampled = fresh();
        await sampled.forwardBackward([datum], 'importance_sampling');
        const inside = fresh();
        await inside.forwardBackward([datum], 'cispo', { clip_low_threshold: 0, clip_high_threshold: 100 });
        inside.gradient.forEach((g, i) => expect(g).toBeCloseTo(sampled.gradient[i] as number, 10));
        return;
      }
      for (let i = 0; i < trainer.gradient.length; i++) {
        const value = trainer.state.logits[i] as number;
        trainer.state.logits[i] = value + 1e-5;
        const above = await sum();
        trainer.state.logits[i] = value - 1e-5;
        const below = await sum();
        trainer.state.logits[i] = value;
        expect(trainer.gradient[i]).toBeCloseTo((above - below) / 2e-5, 6);
      }
    },
  );

  it('adds up gradients over calls, and clears them in the step', async () => {
    const data = [crossEntropyDatum([4, 5, 4], [0, 1, 1]), crossEntropyDatum([5, 5, 2], [0, 1, 0.5])];
    const together = fresh();
    await together.forwardBackward(data, 'cross_entropy');
    const apart = fresh();
    for (const datum of data) await apart.forwardBackward([datum], 'cross_entropy');
    expect(apart.gradient).toEqual(together.gradient);
    await apart.optimStep({ learningRate: 0.1 });
    expect(apart.gradient.every((g) => g === 0)).toBe(true);
  });

  it('samples by seed, with the log probabilities of a forward pass', async () => {
    const trainer = fresh();
    const sampler = await trainer.snapshotSampler();
    const prompt = { chunks: [{ type: 'encoded_text' as const, tokens: [4] }] };
    const request = { prompt, numSamples: 3, samplingParams: { maxTokens: 6, seed: 9 } };
    const { sequences } = await sampler.sample(request);
    expect((await sampler.sample(request)).sequences).toEqual(sequences);
    for (const { tokens, logprobs } of sequences) {
      const datum = crossEntropyDatum([4, ...tokens], new Float32Array(tokens.length + 1));
      const output = await trainer.forward([datum], 'cross_entropy');
      expect(output.lossFnOutputs[0]?.logprobs).toEqual(logprobs);
    }
  });
});
