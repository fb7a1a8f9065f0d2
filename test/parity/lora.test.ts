/** LoRA is PEFT's: on tiny Llama and Qwen2 checkpoints with adapters that PEFT saved (PEFT 0.21, see the golden files). */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSafetensors } from '../../src/engine/files/safetensors.ts';
import { createLocalService } from '../../src/engine/local/service.ts';
import { modelInputOf } from '../../src/tinker/model-input.ts';
import { loraFindings } from './lora-case.ts';
import type { LoraCase } from './lora-case.ts';
import { goldenFolder, readGolden } from './read-golden.ts';

const root = join(goldenFolder, 'lora');
const cases = readGolden('lora/cases.json') as LoraCase[];
const directory = await mkdtemp(join(tmpdir(), 'fin-r1-lora-'));
afterAll(() => rm(directory, { recursive: true }));

test('the golden files have adapters that change something, and gradients that are not small', async () => {
  expect(cases.map(({ name }) => name)).toEqual(['llama-all', 'qwen2-rslora', 'llama-subset']);
  for (const { name, base, sequences } of cases) {
    const { tensors } = await readSafetensors(join(root, `${name}.expected.safetensors`));
    const service = createLocalService({ directory, threads: 1 });
    const [first] = sequences as [LoraCase['sequences'][number]];
    const without = await (
      await service.createSamplingClient(join(root, base))
    ).computeLogprobs(modelInputOf(first.tokens));
    const change = first.tokens
      .slice(1)
      .map(
        (token, i) =>
          (without[i + 1] as number) - (tensors.get('logprobs.0')?.data[i * 96 + token] as number),
      );
    expect(Math.max(...change.map(Math.abs))).toBeGreaterThan(0.1);
    const gradients = [...(tensors.get('gradients')?.data ?? [])].map(Math.abs);
    expect(gradients.filter((value) => value > 0.01).length).toBeGreaterThan(gradients.length / 2);
  }
});

test.each(cases)('$name: log probabilities, loss, gradients, merged weights', async (given) => {
  const { differences } = await loraFindings(root, given, directory);
  expect(Object.keys(differences)).toHaveLength(6);
  for (const [what, gap] of Object.entries(differences)) expect(gap, what).toBeLessThan(3e-5);
});
