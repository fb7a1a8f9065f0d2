/**
 * What makes up the denominator of an accuracy.
 *
 * Every question counts whose reference can be read, as in the paper's evaluation, whether or not the model could be
 * asked. A question too long for the model's context is not answered, so it is not answered correctly: were it left
 * out, a short context would raise the score, since long questions are the hard ones. Left out are `unscorable` and
 * `judge-error` alone, which say nothing about the model. Both kinds are counted and shown wherever the score is.
 *
 * Where no question at all could be asked and scored, nothing was measured: then there is no accuracy, not one of 0.
 */

import type { QuestionVerdict } from '../core/outcome.ts';

interface Judged {
  verdict: QuestionVerdict;
}

export function isAsked({ verdict }: Judged): boolean {
  return verdict !== 'unasked';
}

export function isLeftOut({ verdict }: Judged): boolean {
  return verdict === 'unscorable' || verdict === 'judge-error';
}

/** In the denominator. */
export function isCounted(answer: Judged): boolean {
  return !isLeftOut(answer);
}

/** True when the answers can give an accuracy. */
export function isMeasured(answers: readonly Judged[]): boolean {
  return answers.some((answer) => isCounted(answer) && isAsked(answer));
}

/** Correct of those counted; null where nothing was measured. */
export function accuracyOf(answers: readonly Judged[]): number | null {
  if (!isMeasured(answers)) return null;
  return answers.filter(({ verdict }) => verdict === 'correct').length / answers.filter(isCounted).length;
}

/** How often each verdict was given; those that were not are absent. */
export function verdictCounts(answers: readonly Judged[]): Partial<Record<QuestionVerdict, number>> {
  const counts: Partial<Record<QuestionVerdict, number>> = {};
  for (const { verdict } of answers) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
