/** Two models' answers compared as `fin-r1 compare` does it, one benchmark after the other, with turns of the event loop between them. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { changeOf, isMeasured, pairAnswers, testPairs, TOTAL } from '../../evaluate/index.ts';
import type { AnswerPair } from '../../evaluate/index.ts';
import type { EvaluationComparison } from '../shapes.ts';
import type { AnswerSet, ListedDecision } from './answer-set.ts';

export interface ComparedAnswers {
  /** `total` last where there are several benchmarks. */
  tests: EvaluationComparison['tests'];
  /** Rows of both, those that `b` lost first. */
  flips: { benchmark: string; right: 'a' | 'b'; a: number; b: number }[];
  unpaired: number;
}

type Pair = AnswerPair<ListedDecision>;

export async function compareAnswerSets(a: AnswerSet, b: AnswerSet): Promise<ComparedAnswers> {
  const tests: ComparedAnswers['tests'] = [];
  const pairs: Pair[] = [];
  let unpaired = 0;
  for (const benchmark of new Set([...a.keys(), ...b.keys()])) {
    const [first, second] = [a.get(benchmark) ?? [], b.get(benchmark) ?? []];
    const own = pairAnswers(first, second);
    unpaired += questionsOf(first) + questionsOf(second) - 2 * own.length;
    if (own.length > 0 && isMeasured(first) && isMeasured(second)) tests.push(testOf(benchmark, own));
    for (const pair of own) pairs.push(pair);
    await nextTurn();
  }
  if (tests.length > 1) tests.push(testOf(TOTAL, pairs));
  const flips = pairs.filter((pair) => changeOf(pair) !== 0).sort((x, y) => changeOf(x) - changeOf(y));
  return {
    ...{ tests, unpaired },
    flips: flips.map((pair) => ({
      benchmark: pair.first.benchmark,
      right: changeOf(pair) > 0 ? 'b' : 'a',
      a: pair.first.row,
      b: pair.second.row,
    })),
  };
}

function testOf(benchmark: string, pairs: readonly Pair[]): ComparedAnswers['tests'][number] {
  const { n, n01, n10, difference, low, high, pValue } = testPairs(pairs);
  const share = (side: 'first' | 'second'): number =>
    pairs.filter((pair) => pair[side].verdict === 'correct').length / n;
  return {
    ...{ benchmark, n, a: share('first'), b: share('second'), difference, low, high },
    ...{ onlyA: n10, onlyB: n01, pValue },
  };
}

function questionsOf(answers: readonly ListedDecision[]): number {
  return new Set(answers.map(({ questionId }) => questionId)).size;
}
