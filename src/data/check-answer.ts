/**
 * The answer check in full (paper §3.2): the scorer first, and a judge for what no rule can decide.
 *
 * The judge is asked about text that no exact match settles, and about answers that the scorer cannot read. Departure: an answer that a rule
 * found wrong stays wrong, and no judge is asked where there is nothing to read: no answer, one that was cut off, or no usable reference.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { checkAnswer } from './answer-check.ts';
import type { AnswerJudge } from './judge.ts';
import { referenceText } from './reference-text.ts';

export type AnswerChecker = (question: Question, trace: Trace) => Promise<Outcome>;

/** Without a judge the same as `checkAnswer`. */
export function answerChecker(judge: AnswerJudge | null): AnswerChecker {
  return async (question, trace) => {
    const outcome = checkAnswer(question, trace);
    const reference = referenceText(question);
    const answer = trace.answer?.trim() ?? '';
    if (judge === null || reference === null || answer === '') return outcome;
    return isOpen(question, outcome) ? judge.judge(reference, answer) : outcome;
  };
}

function isOpen(question: Question, { verdict }: Outcome): boolean {
  return verdict === 'unparseable' || (verdict === 'wrong' && question.reference?.kind === 'text');
}
