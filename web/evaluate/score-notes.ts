/** What stands beside an accuracy so that it is not taken for more than it is, or in its place where there is none. */

import type { Score } from '../../src/core/results.ts';

/** Too long for the model's context; they count as not correct. */
export function unaskedCount({ verdicts }: Score): number {
  return verdicts?.unasked ?? 0;
}

/** Answers on which no verdict could be given; they are not in `n`. */
export function leftOutCount({ verdicts }: Score): number {
  return (verdicts?.unscorable ?? 0) + (verdicts?.['judge-error'] ?? 0);
}

export type NoScore = 'unscored' | 'unasked' | 'both';

/** Why there is no accuracy; null where there is one. */
export function noScoreOf(score: Score): NoScore | null {
  if (score.accuracy !== null) return null;
  if (unaskedCount(score) === 0) return 'unscored';
  return leftOutCount(score) === 0 ? 'unasked' : 'both';
}
