/**
 * What the pipeline asks of judges. A judge that fails says so; its failure is never a verdict on the trace.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';
import type { ReasoningCheck } from './reasoning-check.ts';

/** Decides whether an answer means the same as the reference (paper §3.2, Supp. B.2). */
export interface AnswerJudge {
  /** The model string. */
  readonly id: string;
  /**
   * `correct`, `wrong`, or `judge-error` when no verdict could be had after retries. Never sees the question: the
   * paper's Table 5 measures the judge to err 0.4 % without and 8.0 % with it.
   */
  judge(reference: string, answer: string): Promise<Outcome>;
}

/** No verdict could be had: time-out, refusal, broken JSON, after retries. */
export interface JudgeFailure {
  failed: string;
}

/** Judges a trace by the seven criteria (paper §3.2, Supp. B.3). */
export interface ReasoningJudge {
  /** The model string. */
  readonly id: string;
  judge(question: Question, trace: Trace): Promise<ReasoningCheck | JudgeFailure>;
}
