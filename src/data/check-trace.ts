/**
 * The reasoning check in full (paper §3.2, Supp. B.3): rules that are sure of themselves first, then a judge for the seven criteria. A trace
 * that a rule refuses costs nothing.
 *
 * Beside a judge only three rules may refuse, since they count and recompute: fewer than three steps, repetition, and arithmetic that does not
 * hold. What rules merely estimate (terms, domain, how the conclusion is led to) is left to the judge; without one they decide it as well.
 */

import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { findClaims } from '../verify/index.ts';
import type { JudgeFailure, ReasoningJudge } from './judge.ts';
import { checkReasoning, type Criterion, type ReasoningCheck } from './reasoning-check.ts';
import { reasoningCriteria, type CriterionName } from './reasoning-criteria.ts';
import { splitSteps } from './reasoning-steps.ts';

export type ReasoningChecker = (question: Question, trace: Trace) => Promise<ReasoningCheck | JudgeFailure>;

const counted: readonly CriterionName[] = ['number of steps', 'content diversity'];

/** Without a judge the same as `checkReasoning`. A trace that a rule refuses carries the criteria it failed, and no others. */
export function reasoningChecker(judge: ReasoningJudge | null): ReasoningChecker {
  return async (question, trace) => {
    if (judge === null) return checkReasoning(question, trace);
    const vetoes = vetoesOf(question, trace);
    return vetoes.length > 0 ? { criteria: vetoes, passed: false } : judge.judge(question, trace);
  };
}

function vetoesOf(question: Question, trace: Trace): Criterion[] {
  const claims = findClaims(trace.reasoning);
  const subject = { question, trace, steps: splitSteps(trace.reasoning), claims };
  const broken = claims.find((claim) => !claim.holds && !claim.abandoned);
  const faults: [CriterionName, string | null][] = [
    [
      'internal consistency',
      broken === undefined ? null : `"${broken.text}" does not hold: it is ${broken.computed}`,
    ],
    ...reasoningCriteria
      .filter(({ name }) => counted.includes(name))
      .map(({ name, judge }): [CriterionName, string | null] => [name, judge(subject)]),
  ];
  return faults.flatMap(([name, reason]) => (reason === null ? [] : [{ name, passed: false, reason }]));
}
