/** Answers in ten groups of equal size by length, each with its accuracy. */

import { wilson, type Interval } from '../../core/statistics/wilson.ts';
import { isAsked, isCounted } from '../counted.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';

export interface LengthBin extends Interval {
  /** Completion tokens of its shortest and longest answer. */
  from: number;
  to: number;
  n: number;
  accuracy: number;
}

const BINS = 10;

/** Answers of one length are never parted, so that there may be fewer than ten. None for no answers. */
export function lengthBins(answers: readonly EvaluatedAnswer[]): LengthBin[] {
  const sorted = answers
    .filter((answer) => isCounted(answer) && isAsked(answer))
    .sort((a, b) => a.completionTokens - b.completionTokens);
  const bins: LengthBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= BINS; bin++) {
    let end = Math.round((bin * sorted.length) / BINS);
    while (end < sorted.length && sorted[end]?.completionTokens === sorted[end - 1]?.completionTokens) end++;
    const own = sorted.slice(start, end);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) continue;
    const correct = own.filter(({ verdict }) => verdict === 'correct').length;
    const n = own.length;
    const interval = wilson(correct, n);
    bins.push({
      from: first.completionTokens,
      to: last.completionTokens,
      n,
      accuracy: correct / n,
      ...interval,
    });
    start = end;
  }
  return bins;
}
