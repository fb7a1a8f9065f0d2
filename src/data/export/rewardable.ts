/** Whether a rule can reward answers to a question: a row that never gets a reward must not reach training. */

import { isObjective, type Question } from '../../core/question.ts';
import { scoreAnswer } from '../../verify/index.ts';

/** An answer that any rule reads; only what is said of the reference counts. */
const PROBE = '0';

/** Why no rule can; null where one can. */
export function unrewardable(question: Question): string | null {
  const { reference } = question;
  if (reference === null) return 'no reference';
  if (!isObjective(question)) return 'free text, which no rule decides';
  return scoreAnswer(PROBE, reference).verdict === 'unscorable' ? 'a reference that cannot be scored' : null;
}
