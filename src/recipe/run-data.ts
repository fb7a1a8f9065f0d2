/** Reads the run's own data set back for training. */

import { InputError } from '../core/errors.ts';
import type { RunFolder } from '../core/run-folder.ts';
import { isObjective } from '../core/question.ts';
import type { Question } from '../core/question.ts';
import { balancedQuestions } from './balanced-questions.ts';
import { readRlQuestions, readSftSamples, type SftSample } from '../data/index.ts';

export function runSftSamples(run: RunFolder): Promise<SftSample[]> {
  return readSftSamples(run.path('data', 'sft.parquet'));
}

export interface RewardedChoice {
  questions: 'rejected' | 'objective';
  sources?: readonly string[] | undefined;
  /** As in `balancedQuestions`. */
  balance: number;
}

/**
 * What GRPO may ask: the RL set, and with `objective` also the SFT set's questions that a rule can decide; of `sources`, where they
 * are given; balanced by their labels where that is asked. @throws InputError where one of the sources has no question.
 */
export async function runRewardedQuestions(
  run: RunFolder,
  { balance, ...choice }: RewardedChoice,
  seed: number,
): Promise<Question[]> {
  const all = await rewardable(run, choice);
  return balancedQuestions(all, balance, seed);
}

async function rewardable(
  run: RunFolder,
  { questions, sources }: Omit<RewardedChoice, 'balance'>,
): Promise<Question[]> {
  const rejected = await runRlQuestions(run);
  const passed =
    questions === 'rejected'
      ? []
      : (await runSftSamples(run)).map(({ question }) => question).filter(isObjective);
  const all = [...new Map([...rejected, ...passed].map((question) => [question.id, question])).values()];
  if (sources === undefined) return all;
  const known = new Set(all.map(({ source }) => source));
  const unknown = sources.find((source) => !known.has(source));
  if (unknown === undefined) return all.filter(({ source }) => sources.includes(source));
  throw new InputError(`there are no questions of ${unknown} that can be rewarded`, {
    hint: `There are some of ${[...known].sort().join(', ') || 'no source'}.`,
  });
}

export function runRlQuestions(run: RunFolder): Promise<Question[]> {
  return readRlQuestions(run.path('data', 'rl.parquet'));
}
