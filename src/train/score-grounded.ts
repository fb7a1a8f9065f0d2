/**
 * The rule scorer with a look at the reasoning: the share of its numbers that stand in the question's material or follow from others, and 0
 * where a calculation does not hold. Not in the paper. Reasoning without any number gets nothing where a number is asked for, or
 * saying nothing would be the surest way to be supported.
 */

import { checkFormat, groundTrace } from '../verify/index.ts';
import type { Scorer } from './reward.ts';
import { scoreByRule } from './score-by-rule.ts';

export const scoreGrounded: Scorer = async (generation, question) => {
  const scored = await scoreByRule(generation, question);
  const { reasoning } = checkFormat(generation.text);
  const { counts, supported } = groundTrace(reasoning, question);
  if (counts.numbers === 0) return { ...scored, grounded: question.reference?.kind === 'number' ? 0 : 1 };
  return { ...scored, grounded: counts.wrong === 0 ? supported : 0 };
};
