import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingNeed } from '../engine/index.ts';
import { tinyModel } from '../engine/test-model.ts';
import { checkTrainingMemory } from './check-training-memory.ts';

let model: Awaited<ReturnType<typeof tinyModel>>;
let told: string[];
beforeAll(async () => void (model = await tinyModel('Qwen3ForCausalLM', { contextLength: 4096 })));
afterAll(() => rm(model.directory, { recursive: true }));

function check(free: number, longest: number): Promise<void> {
  told = [];
  const expected = { samples: 8, longest };
  const warn = (message: string): unknown => told.push(message);
  return checkTrainingMemory('sft', model.folder, { rank: 0, expected }, warn, { free, total: free });
}

describe('memory before a stage', () => {
  it('is no matter where all fits', async () => {
    await check(2 ** 34, 4096);
    expect(told).toEqual([]);
  });

  it('refuses what cannot fit however short the samples are, and says what to change', async () => {
    await expect(check(2 ** 20, 4096)).rejects.toMatchObject({
      ...{ code: 'memory', exitCode: 2, hint: expect.stringContaining('LoRA') },
      message: expect.stringMatching(
        /^sft: training even on one sample of 256 tokens needs \d+ MiB, 1 MiB free \(/,
      ),
    });
  });

  it('says where the longest samples may not fit, as the model would hold them', async () => {
    const most = trainingNeed(model.config, { contextLength: 4096, samples: 8, rank: 0 }).bytes;
    await check(most, 9999);
    expect(told).toEqual([]);
    await check(most - 1, 9999);
    expect(told).toEqual([
      expect.stringMatching(/^sft: a step of 8 samples, the longest of about 4096 tokens, needs /),
    ]);
    await check(most - 1, 100);
    expect(told).toEqual([]);
  });
});
