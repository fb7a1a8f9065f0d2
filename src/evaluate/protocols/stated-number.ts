/** The one number that an answer states, for protocols that compare numbers more freely than the scorer does. */

import type { Outcome } from '../../core/outcome.ts';
import type { Reference } from '../../core/question.ts';
import { extractNumber } from '../../verify/index.ts';
import type { ParsedNumber } from '../../verify/index.ts';

export type NumberReference = Extract<Reference, { kind: 'number' }>;

/** The verdict of `agrees` on the number that the answer states. */
export function compareNumber(
  answer: string,
  reference: NumberReference,
  rule: string,
  agrees: (stated: ParsedNumber) => boolean,
): Outcome {
  const read = extractNumber(answer);
  if (!read.found) return { verdict: 'unparseable', rule: `number:${read.problem}`, reason: read.reason };
  const isSame = agrees(read.number);
  const gold = reference.text ?? String(reference.value);
  return {
    verdict: isSame ? 'correct' : 'wrong',
    rule,
    reason: `the answer says ${read.number.raw}, the reference ${gold}`,
  };
}
