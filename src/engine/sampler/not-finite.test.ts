import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { DivergedError } from '../../core/errors.ts';
import { modelInputOf } from '../../tinker/model-input.ts';
import { readModelFolder } from '../files/model-folder.ts';
import { tinyModel } from '../test-model.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { LocalSamplingClient, newSamplerSessions } from './sampling-client.ts';

test.each([
  ['greedy', 1, { temperature: 0 }],
  ['drawn', 1, { temperature: 1 }],
  ['top p of several samples', 3, { temperature: 0.7, topP: 0.9 }],
])('no token is chosen from logits that are not finite: %s', async (_name, numSamples, choice) => {
  const { folder, directory, config } = await tinyModel();
  onTestFinished(() => rm(directory, { recursive: true }));
  const { weights } = await readModelFolder(folder);
  // Each is finite, but a product of two overflows.
  weights.get('model.layers.1.mlp.up_proj.weight')?.fill(3e38);
  const tokenizer = await HfTokenizer.load(folder);
  const sessions = newSamplerSessions();
  const sampler = new LocalSamplingClient({ config, weights, tokenizer, name: folder, threads: 1, sessions });
  onTestFinished(() => sampler.close());
  const request = {
    prompt: modelInputOf([5, 6, 7]),
    numSamples,
    samplingParams: { maxTokens: 4, stop: [], ...choice },
  };
  const failure = await sampler.sample(request).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DivergedError);
  expect((failure as Error).message).toContain(`${folder}: the logits of the next token are not finite`);
});
