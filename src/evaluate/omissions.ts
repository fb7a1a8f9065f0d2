/** The questions a score does not show, in words: those that were never asked, and those left out of it (`counted.ts`). */

import { countOf, wordFor } from '../core/count-of.ts';
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
    noun: string,
    say: (number: (one: string, many: string) => string) => { what: string; effect: string },
  ): string[] => {
    const omitted = answers.filter(isOmitted);
    if (omitted.length === 0) return [];
    const parts = [...Map.groupBy(omitted, ({ benchmark }) => benchmark)].map(([id, own]) => {
      const all = answers.filter(({ benchmark }) => benchmark === id);
      return `${id} ${countText(own.length)} of ${countText(all.length)}`;
    });
    const { what, effect } = say((one, many) => wordFor(omitted.length, one, many));
    const share = `${countText(omitted.length)} of ${countOf(answers.length, noun)}`;
    return [`${name}: ${share} ${what} (${parts.join(', ')}); ${effect}`];
  };
  return [
    ...sentence(
      (answer) => !isAsked(answer),
      'question',
      (number) => ({
        what: `${number('does', 'do')} not fit the model's context and ${number('was', 'were')} not asked`,
        effect: `${number('it counts', 'they count')} as not correct, and a model with a longer context may answer ${number('it', 'them')}`,
      }),
    ),
    ...sentence(isLeftOut, 'answer', (number) => ({
      what: 'could not be scored',
      effect: `${number('it is', 'they are')} left out of the accuracy`,
    })),
  ];
}
