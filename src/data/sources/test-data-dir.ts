/** A data directory for tests, with files given as text below it. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Question, Split } from '../../core/question.ts';
import { Intake, type Refusal } from '../intake.ts';
import type { Source } from './source.ts';

export interface TestDataDir {
  path: string;
  put(name: string, content: string | Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

export async function makeDataDir(): Promise<TestDataDir> {
  const path = await mkdtemp(join(tmpdir(), 'fin-r1-data-'));
  return {
    path,
    async put(name, content) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** All that a source yields and refuses. */
export async function readAll(
  source: Source,
  dataDir: string,
  split: Split,
): Promise<{ questions: Question[]; refusals: Refusal[] }> {
  const intake = new Intake();
  const questions: Question[] = [];
  for await (const question of source.read({ dataDir, splits: [split], intake })) questions.push(question);
  return { questions, refusals: intake.drain() };
}
