/** Paired tests: the same questions, so only those on which two models disagree carry evidence. */

import type { ModelStage, PairedTest } from '../core/results.ts';
import { isMeasured } from './counted.ts';
import { byQuestion, isHit } from './metrics/by-question.ts';
import { chooseAnswer, type Choice } from './metrics/choose-answer.ts';
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
export interface AnswerPair {
  cluster: string;
  first: EvaluatedAnswer;
  second: EvaluatedAnswer;
}

/** The questions that count in the accuracy of both; of several answers to one the chosen. */
export function pairAnswers(
  first: readonly EvaluatedAnswer[],
  second: readonly EvaluatedAnswer[],
  choice: Choice = 'first',
): AnswerPair[] {
  const before = new Map<string, EvaluatedAnswer>();
  for (const { counted } of byQuestion(first)) {
    const answer = chooseAnswer(counted, choice);
    if (answer !== null) before.set(keyOf(answer), answer);
  }
  return byQuestion(second).flatMap(({ cluster, counted }) => {
    const answer = chooseAnswer(counted, choice);
    const other = answer === null ? undefined : before.get(keyOf(answer));
    return answer === null || other === undefined ? [] : [{ cluster, first: other, second: answer }];
  });
}

/**
 * Tests `second` against `first` over the questions that count in the accuracy of both, so that `difference` is that of the accuracies;
 * null when there are none, or nothing was measured of one of them. `n01` questions only the second got right, `n10` only the first;
 * `low`, `high` bound the difference (95 %), `clustered` does so with documents resampled as a whole.
 */
export function compareAnswers(
  first: readonly EvaluatedAnswer[],
  second: readonly EvaluatedAnswer[],
  seed: number,
  choice: Choice = 'first',
):
  | (Omit<PairedTest, 'a' | 'b'> & {
      pValue: number;
      difference: number;
      n: number;
      n01: number;
      n10: number;
    })
  | null {
  if (!isMeasured(first) || !isMeasured(second)) return null;
  const pairs = pairAnswers(first, second, choice);
  if (pairs.length === 0) return null;
  const changes = pairs.map((pair) => ({ cluster: pair.cluster, value: changeOf(pair) }));
  const n01 = changes.filter((change) => change.value > 0).length;
  const n10 = changes.filter((change) => change.value < 0).length;
  return {
    ...mcnemar(n10, n01),
    ...pairedDifference(n10, n01, changes.length),
    n: changes.length,
    n01,
    n10,
    clustered: clusteredInterval(changes, seed),
  };
}

/** 1 where only the second is right, -1 where only the first is. */
export function changeOf({ first, second }: AnswerPair): number {
  return Number(isHit(second)) - Number(isHit(first));
}

function keyOf({ benchmark, questionId }: EvaluatedAnswer): string {
  return `${benchmark}\u001f${questionId}`;
}
