/** From answers to scores: accuracy with its intervals, what else its kind of answer is scored by, and verdict counts, per benchmark and in total. */

import type { Score } from '../core/results.ts';
import { wilson, type Interval } from '../core/statistics/wilson.ts';
import { accuracyOf, isAsked, isCounted, verdictCounts } from './counted.ts';
import { isClassified } from './gold.ts';
import { balancedAccuracy } from './metrics/balanced-accuracy.ts';
import { byQuestion, hitShare, isHit, type AnsweredQuestion } from './metrics/by-question.ts';
import { chooseAnswer } from './metrics/choose-answer.ts';
import { passAtK } from './metrics/pass-at-k.ts';
import type { EvaluatedAnswer } from './sample-rows.ts';
import type { Grounding } from './scoring/grounding-of.ts';
import { clusteredInterval } from './statistics/bootstrap.ts';
import { macroF1, majorityClass } from './statistics/macro-f1.ts';

/** Key of the score over all benchmarks: every question counts once, so larger benchmarks weigh more. */
export const TOTAL = 'total';

/** Names what is answered right or wrong as a whole, e.g. the dialogue of a turn. */
export type GroupOf = (benchmark: string) => ((questionId: string) => string) | undefined;

/** The scores of one stage's answers by benchmark, `total` last. `seed` is the bootstrap's. */
export function summarise(
  answers: readonly EvaluatedAnswer[],
  seed: number,
  groupOf: GroupOf = () => undefined,
): Record<string, Score> {
  const groups = [...Map.groupBy(answers, (answer) => answer.benchmark)];
  const scores = groups.map(([id, own]) => [id, { ...score(own, seed), ...groupScore(own, groupOf(id)) }]);
  return Object.fromEntries([...scores, [TOTAL, score(answers, seed)]]) as Record<string, Score>;
}

/**
 * Truncated and unparseable answers are attempts and count as not correct, and so do questions that were never asked;
 * `unscorable` and `judge-error` are left out of `n`. All stand in `verdicts`. Format and length are of answers given.
 *
 * With one answer a question the interval is Wilson's. With several, accuracy is pass@1, the mean over questions of the share of right
 * answers; no binomial then, so that its interval is the clustered one.
 */
function score(answers: readonly EvaluatedAnswer[], seed: number): Score {
  const questions = byQuestion(answers);
  const counted = answers.filter(isCounted);
  const given = answers.filter(isAsked);
  const measured = accuracyOf(answers) !== null;
  const samples = Math.max(1, ...questions.map((question) => question.counted.length));
  const accuracy = measured ? mean(questions.map(hitShare)) : null;
  const clustered = measured
    ? clusteredInterval(
        questions.map((question) => ({ cluster: question.cluster, value: hitShare(question) })),
        seed,
      )
    : null;
  const correct = counted.filter(isHit).length;
  const intervalOf = (): Interval => {
    if (clustered === null) return wilson(0, 0);
    return samples > 1 ? clustered : wilson(correct, questions.length);
  };
  return {
    n: questions.length,
    correct,
    accuracy,
    ...intervalOf(),
    formatValid: mean(given.map((answer) => (answer.formatValid ? 1 : 0))),
    verdicts: verdictCounts(answers),
    meanCompletionTokens: mean(given.map((answer) => answer.completionTokens)),
    clustered,
    ...support(given, samples, seed),
    ...(measured && samples > 1 ? ofSeveral(questions, samples) : {}),
    ...classScores(measured ? questions.flatMap((question) => question.counted) : []),
  };
}

/** What several answers a question allow: pass@k, and the accuracy of one answer chosen out of them. */
function ofSeveral(questions: readonly AnsweredQuestion[], samples: number): Pick<Score, string> {
  const chosen = (choice: 'majority' | 'supported'): object => {
    const hits = questions.filter(({ counted }) => {
      const answer = chooseAnswer(counted, choice);
      return answer !== null && isHit(answer);
    }).length;
    return { value: hits / questions.length, ...wilson(hits, questions.length) };
  };
  const full = questions.filter(({ counted }) => counted.length === samples);
  return {
    samples,
    passAtK: {
      k: samples,
      n: full.length,
      value: mean(full.map((own) => passAtK(samples, hits(own), samples))),
    },
    majorityVote: chosen('majority'),
    bestSupported: chosen('supported'),
  };
}

function hits({ counted }: AnsweredQuestion): number {
  return counted.filter(isHit).length;
}

/**
 * Over the answers that state numbers: how many of these are supported, and how many answers have nothing that is not. The intervals are of the
 * kind that accuracy has; of shares Wilson's is rather too wide, since they vary less than hits with the same mean.
 */
function support(given: readonly EvaluatedAnswer[], samples: number, seed: number): Pick<Score, string> {
  const checked = given.flatMap(({ cluster, grounding }) =>
    grounding === null ? [] : [{ cluster, ...grounding }],
  );
  if (checked.length === 0) return {};
  const over = (valueOf: (grounding: Grounding) => number): { share: number; interval: Interval } => {
    const values = checked.map((one) => ({ cluster: one.cluster, value: valueOf(one) }));
    const sum = values.reduce((total, { value }) => total + value, 0);
    const interval = samples > 1 ? clusteredInterval(values, seed) : wilson(sum, values.length);
    return { share: sum / values.length, interval };
  };
  const supported = over((grounding) => grounding.supported);
  const faithful = over((grounding) => (grounding.faithful ? 1 : 0));
  return {
    ...{ supported: supported.share, supportedInterval: supported.interval },
    ...{ faithful: faithful.share, faithfulInterval: faithful.interval },
    checked: checked.length,
  };
}

/** Macro-F1 for labels and booleans, balanced accuracy too, the majority baseline for those and choices; nothing for mixed benchmarks. */
function classScores(counted: readonly EvaluatedAnswer[]): Pick<Score, string> {
  const kinds = new Set(counted.map((answer) => answer.reference?.kind));
  const [kind] = kinds;
  if (kinds.size !== 1 || !isClassified(kind)) return {};
  const rows = counted.flatMap(({ gold, predicted }) => (gold === null ? [] : [{ gold, predicted }]));
  const majority = majorityClass(rows.map((row) => row.gold));
  return kind === 'choice'
    ? { majority }
    : { macroF1: macroF1(rows), balancedAccuracy: balancedAccuracy(rows), majority };
}

/** How many groups (dialogues) are right in every one of their questions. */
function groupScore(
  answers: readonly EvaluatedAnswer[],
  groupOf: ((questionId: string) => string) | undefined,
): Pick<Score, string> {
  if (groupOf === undefined) return {};
  const groups = [
    ...Map.groupBy(byQuestion(answers), ({ answers: [first] }) => groupOf(first?.questionId ?? '')),
  ];
  if (groups.length === 0) return {};
  const right = groups.filter(([, own]) => own.every((question) => hitShare(question) === 1)).length;
  return { groups: { n: groups.length, accuracy: right / groups.length, ...wilson(right, groups.length) } };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
