/**
 * One answer out of several to the same question, chosen without knowing the gold: the first, the one most often given (self-consistency,
 * Wang et al. 2022), or the one whose reasoning is best supported.
 */

import type { EvaluatedAnswer } from '../sample-rows.ts';
import { answerKey } from './answer-key.ts';

export const choices = ['first', 'majority', 'supported'] as const;
export type Choice = (typeof choices)[number];

/** Null where there is nothing to choose from. */
export function chooseAnswer(answers: readonly EvaluatedAnswer[], choice: Choice): EvaluatedAnswer | null {
  switch (choice) {
    case 'first':
      return answers[0] ?? null;
    case 'majority':
      return mostGiven(answers);
    case 'supported':
      return bestSupported(answers);
  }
}

/** Answers that cannot be read have no vote. Of equally many the one given first. */
function mostGiven(answers: readonly EvaluatedAnswer[]): EvaluatedAnswer | null {
  const votes = new Map<string, EvaluatedAnswer[]>();
  for (const answer of answers) {
    const key = answerKey(answer);
    if (key === null) continue;
    const same = votes.get(key);
    if (same === undefined) votes.set(key, [answer]);
    else same.push(answer);
  }
  let most: EvaluatedAnswer[] = [];
  for (const same of votes.values()) if (same.length > most.length) most = same;
  return most[0] ?? answers[0] ?? null;
}

/**
 * Reasoning without any fault comes first, the more of its numbers are supported the better; then reasoning that states no number; then the
 * others. Of equals the answer most often given. An answer that cannot be read is chosen only where there is no other.
 */
function bestSupported(answers: readonly EvaluatedAnswer[]): EvaluatedAnswer | null {
  const readable = answers.filter((answer) => answerKey(answer) !== null);
  const from = readable.length > 0 ? readable : answers;
  const best = Math.max(...from.map(support));
  return mostGiven(from.filter((answer) => support(answer) === best));
}

function support({ grounding }: EvaluatedAnswer): number {
  if (grounding === null) return 1;
  if (grounding.faithful) return 1 + grounding.supported;
  return grounding.supported - (grounding.wrong > 0 ? 1 : 0);
}
