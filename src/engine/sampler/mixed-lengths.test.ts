import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { modelInputOf } from '../../tinker/model-input.ts';
import type { SampledSequence } from '../../tinker/types.ts';
import { readModelFolder } from '../files/model-folder.ts';
import { tinyModel } from '../test-model.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { LocalSamplingClient, newSamplerSessions } from './sampling-client.ts';

const prompts = [3, 90, 17, 4, 40, 5, 33].map((length, p) =>
  Int32Array.from({ length }, (_token, i) => (i * 7 + p * 31) % 280),
);

test.each([
  ['one sample a prompt', 1],
  ['several samples a prompt', 3],
])('prompts of unlike lengths give what each gives alone: %s', async (_name, numSamples) => {
  const { folder, directory, config } = await tinyModel();
  onTestFinished(() => rm(directory, { recursive: true }));
  const { weights } = await readModelFolder(folder);
  const tokenizer = await HfTokenizer.load(folder);
  const sessions = newSamplerSessions();
  const sampler = new LocalSamplingClient({ config, weights, tokenizer, name: folder, threads: 1, sessions });
  onTestFinished(() => sampler.close());
  const sample = async (prompt: Int32Array): Promise<readonly SampledSequence[]> => {
    const samplingParams = { maxTokens: 12, stop: [], seed: prompt.length };
    return (await sampler.sample({ prompt: modelInputOf(prompt), numSamples, samplingParams })).sequences;
  };
  const together = await Promise.all(prompts.map(sample));
  for (const [p, prompt] of prompts.entries()) {
    const alone = await sample(prompt);
    alone.forEach(({ tokens, logprobs }, s) => {
      expect(together[p]?.[s]?.tokens).toEqual(tokens);
      logprobs.forEach((logprob, t) => expect(together[p]?.[s]?.logprobs[t]).toBeCloseTo(logprob, 4));
    });
  }
});
