/**
 * How a checker did on a suite. `needs review` is counted both ways: strict takes only `breach` as flagged, lenient also `needs review` (an
 * officer would see the text). `compliant` and `not applicable` are passes.
 *
 * Intervals: Wilson for shares of rows of one label and of pairs. Precision, F1, accuracy and balanced accuracy mix both rows of a pair, so
 * pairs are drawn (bootstrap). Where all draws are alike, that interval would have no width and claim certainty: Wilson's over the rows is
 * given for shares then, and where rows have no partner; none for F1 and balanced accuracy.
 */

import { ratioInterval } from '../../../core/statistics/ratio-interval.ts';
import { wilson, type Interval } from '../../../core/statistics/wilson.ts';
import type { Decision } from '../check/verdict.ts';
import type { Answered } from './answer-suite.ts';
import { countCitations } from './citations.ts';
import * as confusion from './confusion.ts';
import type { Confusion } from './confusion.ts';
import { labels, type Label } from './labelled-text.ts';

export interface Measure {
  /** 0…1; null where nothing was there to be measured. */
  value: number | null;
  interval: Interval | null;
  /** Rows or pairs that the value is a share of. */
  n: number;
}

/** Measures under one way of counting. */
export interface Score {
  confusion: Confusion;
  precision: Measure;
  recall: Measure;
  specificity: Measure;
  accuracy: Measure;
  f1: Measure;
  balancedAccuracy: Measure;
  /** Both rows of a pair right. */
  pairs: Measure;
  /** Breaches found that some verdict cites under an acceptable rule; `citedFirst`: the first verdict. */
  cited: Measure;
  citedFirst: Measure;
  /** Breaches cited rightly whose words are quoted. */
  quoted: Measure;
}

export const countings = ['strict', 'lenient'] as const;
export type Counting = (typeof countings)[number];

const flaggedBy: Readonly<Record<Counting, readonly Decision[]>> = {
  strict: ['breach'],
  lenient: ['breach', 'needs review'],
};

export const isFlagged = (decision: Decision, counting: Counting): boolean =>
  flaggedBy[counting].includes(decision);

/** Decisions counted by label. */
export type DecisionTable = Record<Label, Record<Decision, number>>;

export function decisionTable(answered: readonly Answered[]): DecisionTable {
  const none = (): Record<Decision, number> => ({
    breach: 0,
    'needs review': 0,
    compliant: 0,
    'not applicable': 0,
  });
  const table: DecisionTable = { breach: none(), compliant: none() };
  for (const { row, checked } of answered) table[row.label][checked.decision]++;
  return table;
}

/** What a checker would score that gives every text the same answer. */
export function constantScores(answered: readonly Answered[], seed: number): Record<Label, Score> {
  const [breach, compliant] = labels.map((label) =>
    scoreAnswers(
      answered.map(({ row, checked }) => ({ row, checked: { ...checked, decision: label, verdicts: [] } })),
      'strict',
      seed,
    ),
  ) as [Score, Score];
  return { breach, compliant };
}

export function scoreAnswers(answered: readonly Answered[], counting: Counting, seed: number): Score {
  const pairs = [...Map.groupBy(answered, ({ row }) => row.pair).values()];
  const byPair = pairs.map((rows) => confusion.sumOf(rows.map((each) => confusionOf(each, counting))));
  const total = confusion.sumOf(byPair);
  const wilsonOf = (part: number, n: number): Measure => ({
    value: n === 0 ? null : part / n,
    interval: n === 0 ? null : wilson(part, n),
    n,
  });
  const drawn = (statistic: (c: Confusion) => number | null): Interval | null => {
    const interval = ratioInterval(byPair, (c) => statistic(confusion.sumOf(c)), seed);
    return interval === null || interval.low === interval.high ? null : interval;
  };
  const shareDrawn = (part: number, n: number, statistic: (c: Confusion) => number | null): Measure => {
    const byRows = wilsonOf(part, n);
    const interval = n === 0 || pairs.length === answered.length ? null : drawn(statistic);
    return { ...byRows, interval: interval ?? byRows.interval };
  };
  const statisticDrawn = (statistic: (c: Confusion) => number | null): Measure => {
    const value = statistic(total);
    return { value, interval: value === null ? null : drawn(statistic), n: answered.length };
  };
  const both = byPair.filter((c) => confusion.breaches(c) > 0 && confusion.compliants(c) > 0);
  const bothRight = both.filter((c) => c.falsePositives + c.falseNegatives === 0);
  const citations = countCitations(answered, flaggedBy[counting]);
  return {
    confusion: total,
    precision: shareDrawn(total.truePositives, confusion.flagged(total), confusion.precision),
    recall: wilsonOf(total.truePositives, confusion.breaches(total)),
    specificity: wilsonOf(total.trueNegatives, confusion.compliants(total)),
    accuracy: shareDrawn(total.truePositives + total.trueNegatives, answered.length, confusion.accuracy),
    f1: statisticDrawn(confusion.f1),
    balancedAccuracy: statisticDrawn(confusion.balancedAccuracy),
    pairs: wilsonOf(bothRight.length, both.length),
    cited: wilsonOf(citations.cited, citations.found),
    citedFirst: wilsonOf(citations.citedFirst, citations.found),
    quoted: wilsonOf(citations.quoted, citations.cited),
  };
}

function confusionOf({ row, checked }: Answered, counting: Counting): Confusion {
  const flagged = isFlagged(checked.decision, counting);
  const breach = row.label === 'breach';
  return {
    truePositives: Number(breach && flagged),
    falsePositives: Number(!breach && flagged),
    falseNegatives: Number(breach && !flagged),
    trueNegatives: Number(!breach && !flagged),
  };
}
