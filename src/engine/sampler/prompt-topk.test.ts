import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { modelInputOf } from '../../tinker/model-input.ts';
import { createLocalService } from '../local/service.ts';
import { tinyModel } from '../test-model.ts';

test.each([true, false])('the likeliest tokens of a prompt, embeddings tied: %s', async (tiedEmbeddings) => {
  const made = await tinyModel('Qwen3ForCausalLM', { tiedEmbeddings });
  const service = createLocalService({ directory: made.directory, threads: 1 });
  const sampler = await service.createSamplingClient(made.folder);
  // Longer than the positions that are looked at together.
  const tokens = Int32Array.from({ length: 40 }, (_value, i) => (i * 37) % 280);
  const prompt = modelInputOf(tokens);
  const all = await sampler.computeTopTokens(prompt, 1000);
  const logprobs = await sampler.computeLogprobs(prompt);
  expect([all.k, all.length]).toEqual([288, 40]);
  expect(all.logprobs[0]).toBe(-99999);
  for (const i of [1, 31, 32, 33, 39]) {
    const row = [...all.logprobs.subarray(i * all.k, (i + 1) * all.k)];
    expect(row).toEqual(row.toSorted((a, b) => b - a));
    expect(row.reduce((sum, logprob) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 4);
    const at = all.tokenIds.subarray(i * all.k, (i + 1) * all.k).indexOf(tokens[i] as number);
    expect(row[at]).toBeCloseTo(logprobs[i] as number, 4);
  }
  const few = await sampler.computeTopTokens(prompt, 3);
  expect([...few.tokenIds.subarray(6, 9)]).toEqual([...all.tokenIds.subarray(2 * all.k, 2 * all.k + 3)]);
  await sampler.close();
  await rm(made.directory, { recursive: true });
});
