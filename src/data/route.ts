/**
 * Routing (paper §3.2 and Fig. 1): a trace that passed both checks is an SFT sample (question, thinking, answer); a question whose trace
 * failed either goes to RL as question and solution only, if it is objective; the rest is dropped, with the reason.
 *
 * Stated ways for the verdicts that the paper does not speak of: `truncated` and `unparseable` are failed generations (RL may retry the
 * question); `unscorable` is dropped; where a judge failed nothing is known about the trace, so that the question is set aside.
 */

import type { Outcome } from '../core/outcome.ts';
import { isObjective, type Question } from '../core/question.ts';
import type { JudgeFailure } from './judge.ts';
import type { ReasoningCheck } from './reasoning-check.ts';

export interface Route {
  to: 'sft' | 'rl' | 'dropped' | 'set-aside';
  /** Short and without values, so that it can be counted. */
  reason: string;
}

/** `reasoning` is null where it was not checked because the answer was not correct. */
export function route(
  question: Question,
  outcome: Outcome,
  reasoning: ReasoningCheck | JudgeFailure | null,
): Route {
  const failed = (reason: string): Route =>
    isObjective(question) ? { to: 'rl', reason } : { to: 'dropped', reason: `${reason}; not objective` };
  switch (outcome.verdict) {
    case 'correct': {
      if (reasoning === null) return failed('reasoning: not checked');
      if ('failed' in reasoning) return { to: 'set-aside', reason: 'the reasoning judge failed' };
      if (reasoning.passed) return { to: 'sft', reason: 'answer and reasoning passed' };
      const names = reasoning.criteria.filter((criterion) => !criterion.passed).map(({ name }) => name);
      return failed(`reasoning: ${names.join(', ')}`);
    }
    case 'wrong':
      return failed('wrong answer');
    case 'truncated':
      return failed('truncated');
    case 'unparseable':
      return failed('no answer could be read');
    case 'unscorable':
      return { to: 'dropped', reason: 'no gold to check against' };
    case 'judge-error':
      return { to: 'set-aside', reason: 'the answer judge failed' };
  }
}
