/** The questions a score does not show, in words: those that were never asked, and those left out of it (`counted.ts`). */

import type { Score } from '../core/results.ts';
import { isAsked, isLeftOut } from './counted.ts';
import { countText } from './format-numbers.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';

/** Questions too long for the model's context; they count as not correct. */
export function unaskedCount(score: Score | undefined): number {
  return score?.verdicts?.unasked ?? 0;
}

/** Answers on which no verdict could be given; they are not in `n`. */
export function leftOutCount(score: Score | undefined): number {
  return (score?.verdicts?.unscorable ?? 0) + (score?.verdicts?.['judge-error'] ?? 0);
}

/** Why there is no accuracy; null where there is one. */
export function whyNoAccuracy(score: Score): string | null {
  if (score.accuracy !== null) return null;
  if (unaskedCount(score) === 0) return 'no answer could be scored';
  return leftOutCount(score) === 0 ? 'no question could be asked' : 'no question could be asked and scored';
}

export const unaskedNote = "not asked: the prompt does not fit the model's context; counts as not correct";
export const leftOutNote = 'left out: no verdict could be given; not counted in n';

/** The notes that a table of these scores needs. */
export function omissionNotes(scores: readonly (Score | undefined)[]): string[] {
  return [
    ...(scores.some((score) => unaskedCount(score) > 0) ? [unaskedNote] : []),
    ...(scores.some((score) => leftOutCount(score) > 0) ? [leftOutNote] : []),
  ];
}

/** One sentence each on questions not asked and answers left out; none when there are none. `name` is the evaluation's. */
export function omissionWarnings(name: string, answers: readonly EvaluatedAnswer[]): string[] {
  const sentence = (
    isOmitted: (answer: EvaluatedAnswer) => boolean,
    what: string,
    effect: string,
  ): string[] => {
    const omitted = answers.filter(isOmitted);
    if (omitted.length === 0) return [];
    const share = (part: readonly EvaluatedAnswer[], whole: readonly EvaluatedAnswer[]): string =>
      `${countText(part.length)} of ${countText(whole.length)}`;
    const parts = [...Map.groupBy(omitted, ({ benchmark }) => benchmark)].map(([id, own]) => {
      const all = answers.filter(({ benchmark }) => benchmark === id);
      return `${id} ${share(own, all)}`;
    });
    return [`${name}: ${share(omitted, answers)} ${what} (${parts.join(', ')}); ${effect}`];
  };
  return [
    ...sentence(
      (answer) => !isAsked(answer),
      "questions do not fit the model's context and were not asked",
      'they count as not correct, and a model with a longer context may answer them',
    ),
    ...sentence(isLeftOut, 'answers could not be scored', 'they are left out of the accuracy'),
  ];
}
