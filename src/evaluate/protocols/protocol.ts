/**
 * Protocol: one way of turning a generation into a verdict. The same outputs under several protocols show how much of a score is the
 * model and how much the scoring: Fin-R1's 76.0 on FinQA was measured as 58.7 by others.
 */

import type { Outcome } from '../../core/outcome.ts';
import type { Reference } from '../../core/question.ts';
import type { FinishReason } from '../../core/trace.ts';

export interface Generated {
  text: string;
  finishReason: FinishReason;
}

export interface Reading {
  outcome: Outcome;
  /** What was taken for the answer; null where nothing could be. */
  answer: string | null;
}

export interface Protocol {
  id: string;
  title: string;
  /** What it does and where that is known from, a sentence each; departures named. */
  rules: readonly string[];
  /** The verdict of its rules. */
  read(generated: Generated, reference: Reference): Reading;
  /** Whether a judge is to decide instead, where there is one. */
  isOpen(reading: Reading, reference: Reference): boolean;
}
