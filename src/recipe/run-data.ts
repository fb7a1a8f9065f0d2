/** Reads the run's own data set back for training. */

import type { RunFolder } from '../core/run-folder.ts';
import { isObjective } from '../core/question.ts';
import type { Question } from '../core/question.ts';
import { readRlQuestions, readSftSamples, type SftSample } from '../data/index.ts';

export function runSftSamples(run: RunFolder): Promise<SftSample[]> {
  return readSftSamples(run.path('data', 'sft.parquet'));
}

/** What GRPO may ask: the RL set, and with `objective` also the SFT set's questions that a rule can decide. */
export async function runRewardedQuestions(
  run: RunFolder,
  choice: 'rejected' | 'objective',
): Promise<Question[]> {
  const rejected = await runRlQuestions(run);
  if (choice === 'rejected') return rejected;
  const passed = (await runSftSamples(run)).map(({ question }) => question).filter(isObjective);
  const byId = new Map([...rejected, ...passed].map((question) => [question.id, question]));
  return [...byId.values()];
}

export function runRlQuestions(run: RunFolder): Promise<Question[]> {
  return readRlQuestions(run.path('data', 'rl.parquet'));
}
