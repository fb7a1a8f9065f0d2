/** A data set on a full disk: the file is named, and none appears under its own name. Linux's /dev/full is a disk without room. */

import { existsSync, symlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDataset } from './build-dataset.ts';
import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import { goldProgramTeacher } from '../teachers/gold-program.ts';
import { ruleChecks } from './work-out.ts';
import { growthQuestion } from '../test-questions.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

describe.runIf(existsSync('/dev/full'))('a data set on a full disk', () => {
  it.each(['sft.jsonl', 'sft.parquet', 'funnel.json'])('%s', async (name) => {
    symlinkSync('/dev/full', join(dir.path, `${name}.partial`));
    const building = buildDataset({
      ...{
        questions: [growthQuestion],
        teacher: goldProgramTeacher,
        checks: ruleChecks,
        samplesPerQuestion: 1,
        seed: 1,
      },
      directory: dir.path,
    });
    await expect(building).rejects.toMatchObject({
      code: 'disk-full',
      exitCode: 2,
      message: expect.stringMatching(new RegExp(`${name}(\\.partial)? cannot be written: the disk is full$`)),
    });
    expect((await readdir(dir.path)).filter((file) => !file.endsWith('.partial'))).toEqual([]);
  });
});
