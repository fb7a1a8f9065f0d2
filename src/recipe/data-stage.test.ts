/** A data set that is there: damaged it is built again, of other questions it is refused. */

import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finsimQuestions } from '../data/index.ts';
import { RunFolder } from '../core/run-folder.ts';
import { parseRecipe } from './read-recipe.ts';
import { silentObserver } from './run-observer.ts';
import { runRecipe } from './run-recipe.ts';
import type { FinishedRun } from './run-recipe.ts';

const home = mkdtempSync(join(tmpdir(), 'fin-r1-data-stage-'));
afterAll(() => rmSync(home, { recursive: true }));
const [dataDir, movedDir, otherDir] = ['here', 'moved', 'other'].map((name) => join(home, name)) as [
  string,
  string,
  string,
];
const data = join(home, 'own', 'data');
const recipe = parseRecipe(
  '{ name: own, data: { sources: [{ source: jsonl, file: own.jsonl, count: 10 }] } }',
  'own',
);

const warnings: string[] = [];
const build = (directory?: string): Promise<FinishedRun> =>
  runRecipe(recipe, {
    runsDir: home,
    dataDir: directory,
    until: 'data',
    observer: { ...silentObserver, warn: (message) => warnings.push(message) },
  });

beforeAll(async () => {
  for (const directory of [dataDir, movedDir, otherDir]) mkdirSync(directory);
  const lines = finsimQuestions({ benchmark: 'finsim-tfns', split: 'train', count: 12, seed: 5 }).map(
    (question) => JSON.stringify(question),
  );
  writeFileSync(join(dataDir, 'own.jsonl'), lines.join('\n'));
  copyFileSync(join(dataDir, 'own.jsonl'), join(movedDir, 'own.jsonl'));
  writeFileSync(join(otherDir, 'own.jsonl'), lines.slice(2).join('\n'));
  await build(dataDir);
});

describe('a damaged data set', () => {
  const flip = (path: string): void => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(path, bytes);
  };

  it.each<[string, string, (path: string) => void, RegExp]>([
    ['cut short', 'rl.parquet', (path) => truncateSync(path, 300), /rl\.parquet is not what was written/],
    ['with a flipped bit', 'sft.parquet', flip, /sft\.parquet is not what was written/],
    ['without its funnel', 'funnel.json', (path) => rmSync(path), /funnel\.json is missing/],
    ['whose checksums are damaged', 'checksums.json', (path) => appendFileSync(path, '{'), /cannot be read/],
  ])('%s is built again, as it was', async (_name, file, damage, why) => {
    const path = join(data, file);
    const before = readFileSync(path);
    damage(path);
    warnings.length = 0;
    await build(dataDir);
    expect(warnings).toEqual([expect.stringMatching(/^the data set is damaged and is built again: /)]);
    expect(warnings[0]).toMatch(why);
    expect(readFileSync(path).equals(before)).toBe(true);
    const laps = RunFolder.open(join(home, 'own')).readJsonl('cost.jsonl');
    expect(laps.map(({ stage }) => stage)).toEqual(['data']);
  });

  it('from before there were checksums is read from end to end', async () => {
    rmSync(join(data, 'checksums.json'));
    warnings.length = 0;
    await build(dataDir);
    expect(warnings).toEqual([]);
    truncateSync(join(data, 'rl.parquet'), 300);
    await build(dataDir);
    expect(warnings).toEqual([expect.stringContaining('rl.parquet')]);
    expect(readFileSync(join(data, 'checksums.json'), 'utf8')).toContain('rl.parquet');
  });

  it('cannot be built again without the data it was made from, and stays', async () => {
    truncateSync(join(data, 'rl.parquet'), 300);
    await expect(build()).rejects.toMatchObject({ exitCode: 2, hint: expect.stringContaining('--data-dir') });
    await expect(build(otherDir)).rejects.toThrow(/the data set training has changed/);
    expect(readFileSync(join(data, 'rl.parquet'))).toHaveLength(300);
    await build(dataDir);
  });
});

it('is refused where --data-dir holds other questions, and taken where the same ones were moved', async () => {
  warnings.length = 0;
  await expect(build(otherDir)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(
      new RegExp(
        `^${data} was built from other questions than those in ${otherDir} \\(SHA-256 \\w+ → \\w+\\)$`,
      ),
    ),
    hint: expect.stringContaining('--name'),
  });
  await build(movedDir);
  await build();
  expect(warnings).toEqual([]);
});

it('names no file of refusals where nothing was refused', async () => {
  writeFileSync(join(dataDir, 'empty.csv'), 'q,a\n');
  const columns = 'columns: { question: q, answer: a }';
  const empty = parseRecipe(
    `{ name: empty, data: { sources: [{ source: own, file: empty.csv, ${columns} }] } }`,
    'empty',
  );
  const told: string[] = [];
  const observer = { ...silentObserver, warn: (text: string) => told.push(text) };
  await runRecipe(empty, { runsDir: home, dataDir, until: 'data', observer });
  expect(told).toEqual(['own (empty.csv) gave no question', 'the sources gave no question to ask']);
});
