import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QuestionIndex } from './question-index.ts';
import { testQuestion, writeTestDataset } from './test-export.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'fin-r1-index-'))));
afterEach(() => rm(folder, { recursive: true }));

it('finds the questions of both sets by source and id, each once', async () => {
  const [one, two] = [testQuestion('1'), testQuestion('2', { source: 'finqa' })];
  await writeTestDataset(folder, { sft: [one], rl: [two], samples: 3 });
  const index = await QuestionIndex.open(folder);
  expect(index.size).toBe(2);
  expect(index.find('own/1')).toEqual(one);
  expect(index.find('finqa/2')).toEqual(two);
  expect(index.find('own/2')).toBeNull();
  index.close();
});

it('names a file that cannot be read', async () => {
  await writeTestDataset(folder, { sft: [], rl: [] });
  await writeFile(join(folder, 'sft.parquet'), 'not parquet');
  await expect(QuestionIndex.open(folder)).rejects.toThrow(/sft\.parquet cannot be read/);
});
