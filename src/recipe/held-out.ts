/** The questions that nothing trained on may be or hold: those evaluated, and those a recipe names beside them. */

import type { Question } from '../core/question.ts';
import { Intake } from '../data/index.ts';
import { questionsOf } from './questions.ts';
import type { QuestionOptions } from './questions.ts';
import type { Recipe } from './schema.ts';

/** `evaluated` are read already; the others are read here, rows that cannot be used left out. */
export async function heldOutQuestions(
  { data, seed }: Recipe,
  evaluated: readonly Question[],
  options: Pick<QuestionOptions, 'dataDir' | 'warn'>,
): Promise<Question[]> {
  const held = [...evaluated];
  const choices = data?.decontaminate?.against ?? [];
  const intake = new Intake();
  for await (const question of questionsOf(choices, { ...options, seed, purpose: 'evaluate', intake }))
    held.push(question);
  return held;
}

/** Questions of each source and split, for the card. */
export function countBySplit(questions: readonly Question[]): { name: string; questions: number }[] {
  const counts = new Map<string, number>();
  for (const { source, split } of questions) {
    const name = `${source} ${split}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, questions: count }));
}
