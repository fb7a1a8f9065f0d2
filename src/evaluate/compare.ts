/** Paired tests between stages: the same questions, so only those on which two stages disagree carry evidence. */

import type { ModelStage, PairedTest } from '../core/results.ts';
import { isCounted, isMeasured } from './counted.ts';
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

/**
 * Tests `second` against `first` over the questions that count in the accuracy of both, so that `difference` is that of
 * the accuracies; null when there are none, or nothing was measured of one of them. `n01` questions only the second got right, `n10` only the first; `low`, `high` bound the difference (95 %),
 * `clustered` does so with documents resampled as a whole.
 */
export function compareAnswers(
  first: readonly EvaluatedAnswer[],
  second: readonly EvaluatedAnswer[],
  seed: number,
): (Omit<PairedTest, 'a' | 'b'> & { pValue: number; difference: number }) | null {
  if (!isMeasured(first) || !isMeasured(second)) return null;
  const before = new Map(first.filter(isCounted).map((answer) => [keyOf(answer), answer]));
  const changes = second.filter(isCounted).flatMap((answer) => {
    const other = before.get(keyOf(answer));
    if (other === undefined) return [];
    const cluster = `${answer.benchmark}/${answer.cluster}`;
    return [{ cluster, value: hit(answer) - hit(other) }];
  });
  if (changes.length === 0) return null;
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

function hit(answer: EvaluatedAnswer): number {
  return answer.verdict === 'correct' ? 1 : 0;
}

function keyOf(answer: EvaluatedAnswer): string {
  return `${answer.benchmark}\u001f${answer.questionId}`;
}
