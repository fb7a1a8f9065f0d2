/** The verdict on one answer of an evaluation, and how well its reasoning is supported. */

import type { Outcome, QuestionVerdict } from '../../core/outcome.ts';
import type { AnswerJudge } from '../../data/judge.ts';
import { checkFormat } from '../../verify/index.ts';
import { goldAnswer, predictedClass } from '../gold.ts';
import type { Protocol, Reading } from '../protocols/protocol.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { groundingOf } from './grounding-of.ts';

export interface Scoring {
  protocol: Protocol;
  /** Decides what the protocol's rules leave open; null: nobody does. */
  judge: AnswerJudge | null;
  /** Free text of this benchmark is for a judge alone: without one there is no verdict. */
  needsJudge: (benchmark: string) => boolean;
}

/** An answer before its verdict. */
export type UnscoredAnswer = Omit<
  EvaluatedAnswer,
  'verdict' | 'rule' | 'reason' | 'formatValid' | 'predicted' | 'grounding'
>;

export async function scoreRow(row: UnscoredAnswer, scoring: Scoring): Promise<EvaluatedAnswer> {
  const { text, finishReason, reference, source } = row;
  const format = checkFormat(text);
  const reading: Reading =
    reference === null
      ? { answer: null, outcome: { verdict: 'unscorable', rule: 'reference', reason: 'no reference' } }
      : scoring.protocol.read({ text, finishReason: finishReason ?? 'other' }, reference);
  const outcome = await decided(row, reading, scoring);
  return {
    ...row,
    ...outcome,
    formatValid: format.valid,
    predicted: predictedClass(reading.answer, reference),
    grounding: groundingOf(text, source),
  };
}

async function decided(row: UnscoredAnswer, reading: Reading, scoring: Scoring): Promise<Outcome> {
  const { reference, benchmark } = row;
  const { answer, outcome } = reading;
  const { protocol, judge } = scoring;
  if (reference?.kind === 'text' && judge === null && scoring.needsJudge(benchmark)) {
    const reason = 'free text, and no judge was given';
    return { verdict: 'unscorable', rule: 'text:needs-judge', reason };
  }
  if (reference === null || answer === null || !protocol.isOpen(reading, reference)) return outcome;
  if (judge === null) return outcome;
  const judged = await judge.judge(goldAnswer(reference), answer);
  // Where classes and numbers are asked for, what no rule can read stays what it was: a judge that fails must not take it out of the count.
  return judged.verdict === 'judge-error' && reference.kind !== 'text' ? outcome : judged;
}

/** True for rows that were never asked, which no scoring changes. */
export function isUnasked({ verdict }: { verdict: QuestionVerdict }): boolean {
  return verdict === 'unasked';
}
