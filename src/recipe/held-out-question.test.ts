/** Held-out questions of real data sets; those of FinSim and of a run's recipe: `run-recipe.test.ts`. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir, type TestDataDir } from '../data/sources/test-data-dir.ts';
import { heldOutQuestion } from './held-out-question.ts';
import { parseRecipe } from './read-recipe.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
  const posts = Array.from({ length: 40 }, (_, i) => `post number ${i},${i % 3}`);
  await dir.put('tfns/sent_valid_40.csv', `text,label\n${posts.join('\n')}\n`);
});
afterAll(() => dir.remove());

const warn = (message: string): never => {
  throw new Error(message);
};
const recipe = parseRecipe(
  'name: a\nmodel: {}\npretrain: { steps: 1 }\nevaluate: { sources: [{ source: tfns, count: 2 }] }',
  'a',
);

describe('a held-out question of a real data set', () => {
  it('is found by its id whatever the model was made for, also outside of the recipe’s sample', async () => {
    for (const of of [null, recipe]) {
      const options = { recipe: of, dataDir: dir.path, seed: 1, warn };
      for (const i of [0, 17, 39]) {
        const question = await heldOutQuestion(`tfns/dev/${i}`, options);
        expect(question).toMatchObject({ source: 'tfns', id: `dev/${i}` });
      }
    }
  });

  it('is drawn by the seed where only the data set is named', async () => {
    const drawn = async (seed: number): Promise<string> =>
      (await heldOutQuestion('tfns', { recipe: null, dataDir: dir.path, seed, warn })).id;
    expect(await drawn(1)).toBe(await drawn(1));
    expect(new Set([await drawn(1), await drawn(2), await drawn(3), await drawn(4)]).size).toBeGreaterThan(1);
  });

  it('needs its data, and names what there is when there is no such one', async () => {
    await expect(heldOutQuestion('tfns/dev/1', { recipe, seed: 1, warn })).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('--data-dir'),
    });
    await expect(
      heldOutQuestion('tfns/dev/99', { recipe, dataDir: dir.path, seed: 1, warn }),
    ).rejects.toMatchObject({
      message: 'there is no held-out question "tfns/dev/99"',
      hint: expect.stringContaining('tfns/dev/0'),
    });
  });
});
