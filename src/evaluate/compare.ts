/** Paired tests: the same questions, so only those on which two models disagree carry evidence. */

import type { ModelStage, PairedTest } from '../core/results.ts';
import { isMeasured } from './counted.ts';
import { byQuestion, isHit, type Decided } from './metrics/by-question.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import { clusteredInterval } from './statistics/bootstrap.ts';
import { mcnemar } from './statistics/mcnemar.ts';
import { pairedDifference } from './statistics/paired-difference.ts';

/** What each step of the recipe adds, and what GRPO reaches without and after SFT. */
export const comparedPairs: readonly (readonly [ModelStage, ModelStage])[] = [
  ['base', 'sft'],
  ['sft', 'grpo'],
  ['base', 'zero'],
  ['zero', 'grpo'],
];

export type AnswersByStage = Partial<Record<ModelStage, readonly EvaluatedAnswer[]>>;

/** One test a pair of stages that both have answers, over all benchmarks together. `seed` is the bootstrap's. */
export function compareStages(answers: AnswersByStage, seed: number): PairedTest[] {
  return comparedPairs.flatMap(([a, b]) => {
    const first = answers[a];
    const second = answers[b];
    const test = first && second ? compareAnswers(first, second, seed) : null;
    return test === null ? [] : [{ a, b, ...test }];
  });
}

/** The answers of two models to one question. */
export interface AnswerPair<T extends Decided = EvaluatedAnswer> {
  cluster: string;
  first: T;
  second: T;
}

/** Of several answers to a question the one that is compared; null where there is nothing to choose from. */
export type Choose<T> = (answers: readonly T[]) => T | null;

export function firstAnswer<T>(answers: readonly T[]): T | null {
  return answers[0] ?? null;
}

/** The questions that count in the accuracy of both; of several answers to one the chosen. */
export function pairAnswers<T extends Decided>(
  first: readonly T[],
  second: readonly T[],
  choose: Choose<T> = firstAnswer,
): AnswerPair<T>[] {
  const before = new Map<string, T>();
  for (const { counted } of byQuestion(first)) {
    const answer = choose(counted);
    if (answer !== null) before.set(keyOf(answer), answer);
  }
  return byQuestion(second).flatMap(({ cluster, counted }) => {
    const answer = choose(counted);
    const other = answer === null ? undefined : before.get(keyOf(answer));
    return answer === null || other === undefined ? [] : [{ cluster, first: other, second: answer }];
  });
}

export type PairTest = Omit<PairedTest, 'a' | 'b'> & {
  pValue: number;
  /** Of the accuracies, second minus first, with its 95 % interval. */
  difference: number;
  low: number;
  high: number;
  n: number;
  /** Questions that only the second got right, and only the first. */
  n01: number;
  n10: number;
};

/** Tests the second of each pair against the first. @throws RangeError on no pairs. */
export function testPairs(pairs: readonly AnswerPair<Decided>[]): PairTest {
  const n01 = pairs.filter((pair) => changeOf(pair) > 0).length;
  const n10 = pairs.filter((pair) => changeOf(pair) < 0).length;
  return { ...mcnemar(n10, n01), ...pairedDifference(n10, n01, pairs.length), n: pairs.length, n01, n10 };
}

/**
 * Tests `second` against `first` over the questions that count in the accuracy of both; null when there are none, or nothing was measured
 * of one of them. `clustered` bounds the difference with documents resampled as a whole.
 */
export function compareAnswers<T extends Decided>(
  first: readonly T[],
  second: readonly T[],
  seed: number,
  choose: Choose<T> = firstAnswer,
): PairTest | null {
  if (!isMeasured(first) || !isMeasured(second)) return null;
  const pairs = pairAnswers(first, second, choose);
  if (pairs.length === 0) return null;
  const changes = pairs.map((pair) => ({ cluster: pair.cluster, value: changeOf(pair) }));
  return { ...testPairs(pairs), clustered: clusteredInterval(changes, seed) };
}

/** 1 where only the second is right, -1 where only the first is. */
export function changeOf({ first, second }: AnswerPair<Decided>): number {
  return Number(isHit(second)) - Number(isHit(first));
}

function keyOf({ benchmark, questionId }: Decided): string {
  return `${benchmark}\u001f${questionId}`;
}
