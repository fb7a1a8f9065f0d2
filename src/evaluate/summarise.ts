/** From answers to scores: accuracy with its intervals, format validity and verdict counts, per benchmark and in total. */

import { isScored, type Verdict } from '../core/outcome.ts';
import type { Score } from '../core/results.ts';
import { isClassified } from './gold.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import { clusteredInterval } from './statistics/bootstrap.ts';
import { macroF1, majorityClass } from './statistics/macro-f1.ts';
import { wilson } from './statistics/wilson.ts';

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
 * Truncated and unparseable answers are attempts and count as not correct; `unscorable` and `judge-error` are left out
 * of `n` and stand in `verdicts`.
 */
function score(answers: readonly EvaluatedAnswer[], seed: number): Score {
  const scored = answers.filter(isScored);
  const n = scored.length;
  const correct = scored.filter((answer) => answer.verdict === 'correct').length;
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of answers) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    n,
    correct,
    accuracy: n === 0 ? null : correct / n,
    ...wilson(correct, n),
    formatValid: mean(answers.map((answer) => (answer.formatValid ? 1 : 0))),
    verdicts,
    meanCompletionTokens: mean(answers.map((answer) => answer.completionTokens)),
    clustered: n === 0 ? null : clusteredInterval(scored.map(toValue), seed),
    ...classScores(scored),
  };
}

/** Macro-F1 for labels and booleans, the majority baseline for those and choices; nothing for mixed benchmarks. */
function classScores(scored: readonly EvaluatedAnswer[]): Pick<Score, string> {
  const kinds = new Set(scored.map((answer) => answer.referenceKind));
  const [kind] = kinds;
  if (kinds.size !== 1 || !isClassified(kind)) return {};
  const rows = scored.flatMap(({ gold, predicted }) => (gold === null ? [] : [{ gold, predicted }]));
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
