/** Benchmark: the questions of one source, with what a model must beat to have learned anything. */

import type { Question } from '../core/question.ts';
import { goldAnswer, isClassified } from './gold.ts';
import { majorityClass, type Majority } from './statistics/macro-f1.ts';

export interface Benchmark {
  /** The source of its questions, e.g. `finsim-finqa`. */
  id: string;
  questions: readonly Question[];
  /** Accuracy of always giving the commonest answer; null where answers are numbers or free text. */
  majority: Majority | null;
}

/** One benchmark a source, in the order in which the sources first appear. */
export function benchmarksOf(questions: readonly Question[]): Benchmark[] {
  return [...Map.groupBy(questions, (question) => question.source)].map(([id, own]) => ({
    id,
    questions: own,
    majority: majorityOf(own),
  }));
}

function majorityOf(questions: readonly Question[]): Majority | null {
  if (!questions.every((question) => isClassified(question.reference?.kind))) return null;
  return majorityClass(questions.flatMap(({ reference }) => (reference ? [goldAnswer(reference)] : [])));
}
