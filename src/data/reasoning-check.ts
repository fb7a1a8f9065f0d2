/**
 * The reasoning check (paper §3.2, Supp. B.3): seven criteria, one point each, and a trace is kept "only if all seven points are met".
 * Applied only to traces whose answer was right.
 *
 * The paper asks Qwen2.5-72B-Instruct as judge. Here rules stand in for it (`reasoning-criteria.ts` says for each how): they recompute and
 * compare instead of judging, so they are surer on arithmetic and repetition, and blind to fluent nonsense that names the right terms.
 */

import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { findClaims } from '../verify/index.ts';
import { reasoningCriteria, type CriterionName } from './reasoning-criteria.ts';
import { splitSteps } from './reasoning-steps.ts';

export interface Criterion {
  name: CriterionName;
  passed: boolean;
  /** What was seen, with the values. */
  reason: string;
}

export interface ReasoningCheck {
  criteria: Criterion[];
  /** True when all seven passed. */
  passed: boolean;
}

export function checkReasoning(question: Question, trace: Trace): ReasoningCheck {
  const subject = {
    question,
    trace,
    steps: splitSteps(trace.reasoning),
    claims: findClaims(trace.reasoning),
  };
  const criteria = reasoningCriteria.map(({ name, judge }) => {
    const fault = judge(subject);
    return { name, passed: fault === null, reason: fault ?? 'met' };
  });
  return { criteria, passed: criteria.every((criterion) => criterion.passed) };
}
