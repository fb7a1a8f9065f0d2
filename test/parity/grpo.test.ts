/** A GRPO update of an adapter, from tokens and advantages to gradients, is TRL's on PEFT (TRL 1.16, see the golden files). */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { updateDifferences } from './grpo-case.ts';
import type { GrpoCase } from './grpo-case.ts';
import { goldenFolder, readGolden } from './read-golden.ts';

const cases = readGolden('grpo/cases.json') as GrpoCase[];
const directory = await mkdtemp(join(tmpdir(), 'fin-r1-grpo-'));
afterAll(() => rm(directory, { recursive: true }));

test('the golden file has all four losses', () => {
  expect(cases.map(({ loss }) => loss)).toEqual(['grpo', 'dapo', 'dr_grpo', 'gspo']);
});

test.each(cases.map((given, number) => ({ ...given, number })))(
  '$name: loss and gradients',
  async ({ number, ...given }) => {
    const found = await updateDifferences(goldenFolder, number, given, directory);
    expect(found['loss']).toBeLessThan(1e-5);
    expect(found['gradients, of the largest']).toBeLessThan(3e-5);
  },
);
