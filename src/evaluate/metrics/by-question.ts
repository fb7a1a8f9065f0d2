/** The answers to each question together: with k answers a question, scores are over questions, not over answers. */

import { isCounted } from '../counted.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';

/** What of an answer says whether its question was answered right. */
export type Decided = Pick<EvaluatedAnswer, 'benchmark' | 'questionId' | 'cluster' | 'sample' | 'verdict'>;

export interface AnsweredQuestion<T extends Decided = EvaluatedAnswer> {
  /** The document, among all benchmarks. */
  cluster: string;
  /** All answers, in the order of their samples. */
  answers: T[];
  /** Those that count in an accuracy; at least one. */
  counted: T[];
}

/** The questions that count, in the order of their first answers. */
export function byQuestion<T extends Decided>(answers: readonly T[]): AnsweredQuestion<T>[] {
  const groups = Map.groupBy(answers, ({ benchmark, questionId }) => `${benchmark}\u001f${questionId}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    const counted = own.filter(isCounted);
    if (first === undefined || counted.length === 0) return [];
    const cluster = `${first.benchmark}/${first.cluster}`;
    return [{ cluster, counted, answers: own.sort((a, b) => a.sample - b.sample) }];
  });
}

export function isHit({ verdict }: Pick<Decided, 'verdict'>): boolean {
  return verdict === 'correct';
}

/** Share of its counted answers that are correct: pass@1. */
export function hitShare({ counted }: AnsweredQuestion): number {
  return counted.filter(isHit).length / counted.length;
}
