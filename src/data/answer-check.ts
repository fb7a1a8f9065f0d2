/**
 * The answer check (paper §3.2): does the distilled answer agree with the reference?
 *
 * Rules of the finance scorer in `verify` decide, the same that reward and evaluation use. Departure: the paper sends answers that no
 * rule matches to Qwen2.5-72B-Instruct as judge; here they are `wrong` or `unparseable` by rule.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import { scoreGeneration } from '../verify/index.ts';

export function checkAnswer(question: Question, trace: Trace): Outcome {
  return scoreGeneration({ text: trace.text, finishReason: trace.finishReason }, question.reference).outcome;
}
