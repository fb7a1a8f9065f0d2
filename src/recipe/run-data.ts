/** Reads the run's own data set back for training. */

import type { RunFolder } from '../core/run-folder.ts';
import type { Question } from '../core/question.ts';
import { readRlQuestions, readSftSamples, type SftSample } from '../data/index.ts';

export function runSftSamples(run: RunFolder): Promise<SftSample[]> {
  return readSftSamples(run.path('data', 'sft.parquet'));
}

export function runRlQuestions(run: RunFolder): Promise<Question[]> {
  return readRlQuestions(run.path('data', 'rl.parquet'));
}
