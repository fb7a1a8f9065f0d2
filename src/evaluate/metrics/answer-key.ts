/** What makes two answers to a question the same: the text of the class or number that they state, without looking at the gold. */

import { extractNumber, normaliseText, unitFactor } from '../../verify/index.ts';
import { readAnswer } from '../protocols/read-answer.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';

/** Digits that count: answers that round alike are the same. */
const DIGITS = 3;

/** Null where no answer can be read. */
export function answerKey({ text, reference, predicted, verdict }: EvaluatedAnswer): string | null {
  const answer = readAnswer(text);
  if (answer === null || verdict === 'unparseable') return null;
  if (predicted !== null) return predicted;
  if (reference?.kind !== 'number') return normaliseText(answer);
  const read = extractNumber(answer);
  if (!read.found) return null;
  const { value, unit } = read.number;
  // Where golds are fractions of one, 14.5 % and 0.145 are the same answer.
  const factor = reference.unit === 'decimal' ? unitFactor(unit) : 1;
  return (value * factor).toPrecision(DIGITS);
}
