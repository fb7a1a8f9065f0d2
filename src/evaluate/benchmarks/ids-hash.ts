/** One hash for a set of questions, so that two evaluations can tell whether they asked the same ones. */

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';

/** Depends on the ids alone, not on their order. */
export function idsHash(questions: readonly Pick<Question, 'id'>[]): string {
  return contentHash(questions.map(({ id }) => id).sort());
}
