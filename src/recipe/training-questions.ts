/** The questions a run asks its teachers: those its recipe names, without what is held out. */

import type { Hash } from 'node:crypto';
import { InterruptedError } from '../core/errors.ts';
import { canonicalJson } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import type { Intake } from '../data/index.ts';
import { decontaminated } from './decontaminated.ts';
import { questionsOf } from './questions.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';

export type Reading = Pick<RunContext, 'recipe' | 'dataDir' | 'signal' | 'observer'>;

export function questionOptions({ dataDir, observer }: Reading) {
  return { dataDir, warn: (message: string) => observer.warn(message) };
}

export interface ReadingTools {
  /** Takes what the sources refuse and what is left out. */
  intake: Intake;
  /** Takes every question in. */
  hash?: Hash;
  /** A folder with room for a file; default: the system's. */
  scratch?: string;
}

export async function* trainingQuestions(
  reading: Reading,
  heldOut: readonly Question[],
  { intake, hash, scratch }: ReadingTools,
): AsyncGenerator<Question> {
  const { recipe, signal } = reading;
  const { sources } = required(recipe.data, 'data');
  const { seed } = recipe;
  const questions = questionsOf(sources, { ...questionOptions(reading), seed, purpose: 'train', intake });
  for await (const question of decontaminated(questions, heldOut, { intake, scratch })) {
    if (signal.aborted)
      throw new InterruptedError('data: stopped; what models have answered is kept for the next time');
    hash?.update(canonicalJson(question));
    yield question;
  }
}
