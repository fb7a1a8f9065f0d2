/**
 * Teacher: whoever writes the traces that a student learns from. The paper's is DeepSeek-R1-671B (§3.2); offline
 * teachers need neither model nor key.
 */

import type { Question } from '../core/question.ts';
import type { Trace } from '../core/trace.ts';

export interface Teacher {
  /** Stands as `model` in the traces, e.g. `teacher:gold-program`, `deepseek/deepseek-reasoner`. */
  readonly id: string;
  /**
   * One trace for `question`; the same (question, sample, seed) gives the same trace. Null when this teacher cannot
   * answer questions of this kind: the caller counts it.
   */
  distil(question: Question, sample: number, seed: number): Trace | null | Promise<Trace | null>;
}

/** A teacher who answers at once. */
export interface OfflineTeacher extends Teacher {
  distil(question: Question, sample: number, seed: number): Trace | null;
}
