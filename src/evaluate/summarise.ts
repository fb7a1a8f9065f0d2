/** From answers to scores: accuracy with its intervals, format validity and verdict counts, per benchmark and in total. */

import type { Score } from '../core/results.ts';
import { accuracyOf, isAsked, isCounted, verdictCounts } from './counted.ts';
import { isClassified } from './gold.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import { clusteredInterval } from './statistics/bootstrap.ts';
import { macroF1, majorityClass } from './statistics/macro-f1.ts';
import { wilson } from '../core/statistics/wilson.ts';

/** Key of the score over all benchmarks: every question counts once, so larger benchmarks weigh more. */
export const TOTAL = 'total';

/** The scores of one stage's answers by benchmark, `total` last. `seed` is the bootstrap's. */
export function summarise(answers: readonly EvaluatedAnswer[], seed: number): Record<string, Score> {
  const groups = [...Map.groupBy(answers, (answer) => answer.benchmark)];
  return Object.fromEntries(
    [...groups, [TOTAL, answers] as const].map(([id, own]) => [id, score(own, seed)]),
  );
}

/**
 * Truncated and unparseable answers are attempts and count as not correct, and so do questions that were never asked;
 * `unscorable` and `judge-error` are left out of `n`. All stand in `verdicts`. Format and length are of answers given.
 */
function score(answers: readonly EvaluatedAnswer[], seed: number): Score {
  const counted = answers.filter(isCounted);
  const given = answers.filter(isAsked);
  const n = counted.length;
  const correct = counted.filter((answer) => answer.verdict === 'correct').length;
  const accuracy = accuracyOf(answers);
  const measured = accuracy !== null;
  return {
    n,
    correct,
    accuracy,
    ...(measured ? wilson(correct, n) : wilson(0, 0)),
    formatValid: mean(given.map((answer) => (answer.formatValid ? 1 : 0))),
    verdicts: verdictCounts(answers),
    meanCompletionTokens: mean(given.map((answer) => answer.completionTokens)),
    clustered: measured ? clusteredInterval(counted.map(toValue), seed) : null,
    ...classScores(measured ? counted : []),
  };
}

/** Macro-F1 for labels and booleans, the majority baseline for those and choices; nothing for mixed benchmarks. */
function classScores(counted: readonly EvaluatedAnswer[]): Pick<Score, string> {
  const kinds = new Set(counted.map((answer) => answer.reference?.kind));
  const [kind] = kinds;
  if (kinds.size !== 1 || !isClassified(kind)) return {};
  const rows = counted.flatMap(({ gold, predicted }) => (gold === null ? [] : [{ gold, predicted }]));
  const majority = majorityClass(rows.map((row) => row.gold));
  return kind === 'choice' ? { majority } : { macroF1: macroF1(rows), majority };
}

function toValue(answer: EvaluatedAnswer): { cluster: string; value: number } {
  // Two sources may name their documents alike.
  return { cluster: `${answer.benchmark}/${answer.cluster}`, value: answer.verdict === 'correct' ? 1 : 0 };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
