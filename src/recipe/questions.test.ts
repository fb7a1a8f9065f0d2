import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataDir, type TestDataDir } from '../data/sources/test-data-dir.ts';
import { evaluationQuestions } from './questions.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
  const posts = Array.from({ length: 300 }, (_, i) => `post number ${i},${Math.floor(i / 100)}`);
  await dir.put('tfns/sent_valid_300.csv', `text,label\n${posts.join('\n')}\n`);
});
afterAll(() => dir.remove());

it('a count of a file that is sorted by class takes from every class, in file order, by the seed', async () => {
  const asked = async (seed: number): Promise<number[]> => {
    const choices = [{ source: 'tfns', count: 30 }] as const;
    const questions = await evaluationQuestions(choices, { seed, dataDir: dir.path }, () => undefined);
    return questions.map(({ id }) => Number(id.replace('dev/', '')));
  };
  const rows = await asked(1);
  expect(rows).toHaveLength(30);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(new Set(rows.map((row) => Math.floor(row / 100)))).toEqual(new Set([0, 1, 2]));
  expect(await asked(1)).toEqual(rows);
  expect(await asked(2)).not.toEqual(rows);
});
