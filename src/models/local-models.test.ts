import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinyModel } from '../engine/test-model.ts';
import { ask, PARAMS, TestPools } from './test-pool.ts';

let pools: TestPools;
beforeEach(() => (pools = new TestPools()));
afterEach(() => pools.close());

describe('a model of this process', () => {
  it('is asked through the pool, cached until its files change, and free', async () => {
    const { folder, directory } = await tinyModel();
    const params = { ...PARAMS, maxTokens: 8 };
    const pool = pools.pool({ budget: 0 });
    const model = await pool.open(folder, 'distil');
    const [first, second] = await model.generate(ask('revenue'), params, 2);
    expect(first).toMatchObject({ completionTokens: expect.any(Number) });
    expect(first?.requestKey).not.toBe(second?.requestKey);
    expect(await model.generate(ask('revenue'), params, 2)).toEqual([
      expect.objectContaining({ text: first?.text, requestKey: first?.requestKey }),
      expect.objectContaining({ text: second?.text, requestKey: second?.requestKey }),
    ]);
    expect(pool.usage()).toMatchObject([{ model: folder, requests: 2, cached: 2, cost: 0 }]);
    expect(pools.pool().peek(folder, ask('revenue'), params, 1)?.text).toBe(second?.text);
    utimesSync(join(folder, 'model.safetensors'), 1, 1);
    expect(pools.pool().peek(folder, ask('revenue'), params, 1)).toBeNull();
    rmSync(directory, { recursive: true });
  });

  it('is looked for, and what there is said, where the string names none', async () => {
    await expect(pools.pool().open('run:none@sft', 'distil')).rejects.toThrow(/no model "run:none@sft"/);
    await expect(pools.pool().open('deepsek/deepseek-chat', 'distil')).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringMatching(/deepseek\/NAME.*http:\/\/HOST\/v1#NAME.*run:NAME@STAGE/),
    });
  });
});
