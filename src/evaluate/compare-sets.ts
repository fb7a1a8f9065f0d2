/** Two sets of answers put side by side: tests by benchmark, and the questions that only one of both got right. */

import { changeOf, pairAnswers, type AnswerPair, type Choose, type PairTest } from './compare.ts';
import type { Decided } from './metrics/by-question.ts';
import { TOTAL } from './summarise.ts';

export type Comparison = PairTest & {
  benchmark: string;
  /** Accuracies over the paired questions. */
  first: number;
  second: number;
};

export interface ComparedSets<T extends Decided> {
  /** By benchmark, `total` last where there are several. */
  comparisons: Comparison[];
  /** Questions that only one of both got right, those that the second lost first. */
  flips: AnswerPair<T>[];
  /** Questions that only one of both asked. */
  unpaired: number;
}

/** How answers are chosen and tested; `test` gives null where nothing was measured of one side. */
export interface ComparisonRule<T extends Decided> {
  choose?: Choose<T>;
  test: (first: readonly T[], second: readonly T[]) => PairTest | null;
}

/** Null where both share no question that counts. */
export function compareSets<T extends Decided>(
  a: readonly T[],
  b: readonly T[],
  { choose, test }: ComparisonRule<T>,
): ComparedSets<T> | null {
  const pairs = pairAnswers(a, b, choose);
  if (pairs.length === 0) return null;
  const ids = [...new Set(pairs.map(({ first }) => first.benchmark))];
  const comparisons = [...ids, ...(ids.length > 1 ? [TOTAL] : [])].flatMap((benchmark) => {
    const isOwn = (answer: T): boolean => benchmark === TOTAL || answer.benchmark === benchmark;
    const own = pairs.filter(({ first }) => isOwn(first));
    const tested = test(a.filter(isOwn), b.filter(isOwn));
    const share = (side: 'first' | 'second'): number =>
      own.filter((pair) => pair[side].verdict === 'correct').length / own.length;
    return tested === null ? [] : [{ benchmark, first: share('first'), second: share('second'), ...tested }];
  });
  const flips = pairs.filter((pair) => changeOf(pair) !== 0).sort((x, y) => changeOf(x) - changeOf(y));
  return { comparisons, flips, unpaired: questionsOf(a) + questionsOf(b) - 2 * pairs.length };
}

function questionsOf(answers: readonly Decided[]): number {
  return new Set(answers.map(({ benchmark, questionId }) => `${benchmark}/${questionId}`)).size;
}
