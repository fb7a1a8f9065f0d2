import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { criterionNames } from '../data/reasoning-criteria.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { TestPools } from '../models/test-pool.ts';
import { estimateData, type Demand } from './estimate-data.ts';
import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';

let pools: TestPools;
beforeEach(() => {
  pools = new TestPools();
  writeFileSync(join(pools.folder, 'q.jsonl'), JSON.stringify({ ...growthQuestion, source: 'own' }));
});
afterEach(() => pools.close());

const options = () => ({ cachePath: join(pools.folder, 'cache.sqlite'), runsDir: pools.folder });
const recipeOf = (data: string) =>
  parseRecipe(`{ name: a, data: { sources: [{ source: jsonl, file: q.jsonl }], ${data} } }`, 'a');
const estimated = async (data: string): Promise<Demand[]> => {
  const reading = { dataDir: pools.folder, signal: new AbortController().signal, observer: silentObserver };
  return (await estimateData({ ...reading, recipe: recipeOf(data) }, options())).most;
};

describe('estimateData', () => {
  it('takes no answer to be longer than it may be', async () => {
    const difficulty = 'difficulty: { model: http://h/v1#s, samples: 2, maxTokens: 30 }';
    const judge = 'judge: http://h/v1#j, judging: { maxTokens: 20 }';
    const demands = await estimated(
      `teachers: [http://h/v1#t], distil: { maxTokens: 10 }, ${judge}, ${difficulty}`,
    );
    expect(demands).toMatchObject([
      { stage: 'distil', requests: 1, cached: 0, completionTokens: 10 },
      { stage: 'reasoning check', requests: 1, completionTokens: 20 },
      { stage: 'difficulty', requests: 2, completionTokens: 60 },
    ]);
  });

  it('finds what judge and difficulty have said in the cache, and counts nothing they need not say', async () => {
    const verdict = Object.fromEntries(
      criterionNames.map((name) => [name.replaceAll(/[^a-z]/g, '_'), { reason: 'seen', score: 0 }]),
    );
    const { model } = await pools.server({ answer: () => JSON.stringify(verdict) });
    const asked = `judge: '${model}', difficulty: { model: '${model}', samples: 2 }`;
    const gold = `teachers: [teacher:gold-program], ${asked}`;
    expect(await estimated(gold)).toMatchObject([
      { stage: 'reasoning check', requests: 1, cached: 0 },
      { stage: 'difficulty', requests: 2, cached: 0 },
    ]);
    await runRecipe(recipeOf(gold), {
      ...{ runsDir: pools.folder, dataDir: pools.folder, until: 'data', observer: silentObserver },
      data: { cachePath: options().cachePath },
    });
    expect(await estimated(gold)).toMatchObject([
      { stage: 'reasoning check', requests: 1, cached: 1, promptTokens: 0, cost: 0 },
      { stage: 'difficulty', requests: 2, cached: 2, completionTokens: 0 },
    ]);
  });

  it.each([
    ['teachers: [gguf:/nope]', 'gguf:/nope: there is no such file'],
    ['judge: ./nope', 'no model "./nope": '],
    ['difficulty: { model: run:nope@sft }', 'no model "run:nope@sft": '],
  ])('refuses models that are not there: %s', async (data, message) => {
    await expect(estimated(data)).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringContaining(message) as string },
    });
  });
});
