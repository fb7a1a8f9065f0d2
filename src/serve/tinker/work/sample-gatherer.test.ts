import { expect, test } from 'vitest';
import { SampleGatherer } from './sample-gatherer.ts';

test('a place of a declared batch that is taken already does not cost the request that has it', async () => {
  const batches: number[][] = [];
  const all = new Promise<void>((resolve) => {
    const gatherer = new SampleGatherer<{ id: number; batch: string | null }>(async (batch) => {
      batches.push(batch.map(({ id }) => id));
      if (batches.length === 2) resolve();
      return Promise.resolve();
    });
    for (const [id, batch] of [
      [1, 'b/1/2'],
      [2, 'b/1/2'],
      [3, 'b/0/2'],
    ] as const)
      gatherer.add({ id, batch });
  });
  await all;
  expect(batches).toEqual([[3, 1], [2]]);
});
