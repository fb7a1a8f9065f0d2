/** What a benchmark of FinSim consists of: kinds of questions, each with a generator and a solver. */

import { InputError } from '../../core/errors.ts';
import type { Question, Split } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Difficulty } from './difficulty.ts';
import type { Solution } from './solution.ts';

export interface DraftContext {
  random: Random;
  split: Split;
  /** A company of the split. */
  company: string;
  difficulty: Difficulty;
  /** Alternates from question to question; a kind with two outcomes follows it, so that labels are balanced. */
  favourable: boolean;
}

/** The parts of a question that its kind decides. */
export type Draft = Pick<Question, 'question' | 'reference'> &
  Partial<Pick<Question, 'texts' | 'tables' | 'history' | 'program' | 'cluster'>>;

/** What a solver may see: everything but the gold answer and program. */
export type Solvable = Pick<Question, 'texts' | 'tables' | 'history' | 'question' | 'reference'>;

export interface Kind {
  draft(context: DraftContext): Draft;
  /** Reasons from what the prompt shows, never from the gold. */
  solve(question: Solvable, arithmetic: Arithmetic): Solution;
}

export interface Family {
  /** `source` of its questions. */
  benchmark: string;
  /** By `category` of its questions. */
  kinds: Readonly<Record<string, Kind>>;
  /** Kinds that pretraining may show as chats. */
  easyKinds: readonly string[];
}

/** The groups of `pattern` in `text`; throws InputError when it does not match. */
export function parse(text: string, pattern: RegExp): string[] {
  const match = pattern.exec(text);
  if (match === null) {
    throw new InputError(`FinSim: cannot read "${text}" (expected ${pattern.source})`, {
      hint: 'Solve only questions that finsimQuestions made.',
    });
  }
  return match.slice(1);
}
