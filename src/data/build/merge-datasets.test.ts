import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { finsimQuestions, finsimTeacher } from '../finsim/index.ts';
import { Intake } from '../intake.ts';
import { readRlQuestions, readSftSamples } from '../read-dataset.ts';
import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import type { Teacher } from '../teacher.ts';
import { buildDataset } from './build-dataset.ts';
import { mergeDatasets } from './merge-datasets.ts';
import { ruleChecks } from './work-out.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
});
afterAll(() => dir.remove());

/** Answers after a random number of turns, so that questions are finished in another order each time. */
function unpunctual(seed: number): Teacher {
  const random = Random.derive(seed, 'turns');
  return {
    id: finsimTeacher.id,
    async distil(...asked) {
      for (let turns = random.int(0, 20); turns > 0; turns--) await Promise.resolve();
      return finsimTeacher.distil(...asked);
    },
  };
}

function build(name: string, shard?: { index: number; of: number }, seed = 1) {
  const intake = new Intake();
  function* questions(): Generator<Question> {
    const [question] = finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count: 1, seed: 4 });
    intake.exclude({
      source: 'finsim-tfns',
      id: 'bad',
      reason: 'gold known to be wrong',
      detail: '',
      question,
    });
    for (const benchmark of ['finsim-tfns', 'finsim-ant'])
      yield* finsimQuestions({ benchmark, split: 'train', count: 60, seed: 3 });
  }
  return buildDataset({
    ...{
      questions: questions(),
      intake,
      teacher: unpunctual(seed),
      checks: ruleChecks,
      samplesPerQuestion: 2,
    },
    ...{ seed: 1, directory: join(dir.path, name), shard, width: 16 },
  });
}

it('gives the same bytes whoever answers first, and the same rows from three machines', async () => {
  await build('one');
  const again = await build('again', undefined, 2);
  for (const name of ['sft.parquet', 'rl.parquet', 'funnel.json', 'README.md', 'dropped.jsonl']) {
    const [one, two] = await Promise.all(
      ['one', 'again'].map((folder) => readFile(join(dir.path, folder, name), 'latin1')),
    );
    expect(two === one, name).toBe(true);
  }
  const names = ['s1', 's2', 's3'];
  for (const [i, name] of names.entries()) await build(name, { index: i + 1, of: 3 }, i);
  const paths = names.map((name) => join(dir.path, name));
  const merged = join(dir.path, 'merged');
  const funnel = await mergeDatasets([paths[2] ?? '', paths[0] ?? '', paths[1] ?? ''], merged);
  expect(funnel).toEqual(again.funnel);
  expect(funnel.total).toMatchObject({ asked: 120, excluded: 1 });
  const at = (folder: string, file: string): string => join(dir.path, folder, file);
  expect(await readSftSamples(at('merged', 'sft.parquet'))).toEqual(
    await readSftSamples(at('one', 'sft.parquet')),
  );
  expect(await readRlQuestions(at('merged', 'rl.parquet'))).toEqual(
    await readRlQuestions(at('one', 'rl.parquet')),
  );
  const lines = async (folder: string, name: string): Promise<string[]> =>
    (await readFile(at(folder, name), 'utf8')).split('\n').sort();
  for (const name of ['dropped.jsonl', 'left-out.jsonl'])
    expect(await lines('merged', name)).toEqual(await lines('one', name));
  expect(await lines('one', 'left-out.jsonl')).toHaveLength(2);
  expect(await readFile(at('merged', 'README.md'), 'utf8')).toBe(
    await readFile(at('one', 'README.md'), 'utf8'),
  );

  // As early versions have left it.
  for (const name of names) await rm(at(name, 'left-out.jsonl'));
  await mergeDatasets(paths, join(dir.path, 'early'));
  expect(await lines('early', 'dropped.jsonl')).toEqual(await lines('one', 'dropped.jsonl'));

  const into = join(dir.path, 'no');
  await expect(mergeDatasets(paths.slice(0, 2), into)).rejects.toThrow('Shard 3 of 3 is missing.');
  await expect(mergeDatasets([...paths, paths[0] ?? ''], into)).rejects.toThrow(/named twice/);
  await expect(mergeDatasets([paths[0] ?? '', join(dir.path, 'one')], into)).rejects.toThrow(
    /is no shard of 3/,
  );
  await expect(mergeDatasets([join(dir.path, 'one')], into)).rejects.toThrow(/is no shard\./);
});
