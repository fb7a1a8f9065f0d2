/** The run in words: what the last model reaches, and whether each step of the recipe was worth it. */

import { countOf } from '../../core/count-of.ts';
import type { PairedTest, Results } from '../../core/results.ts';
import { countText, percent, pointsText, pValueText } from '../format-numbers.ts';
import { unaskedCount, whyNoAccuracy } from '../omissions.ts';
import { presentStages } from '../stage-table.ts';
import { TOTAL } from '../summarise.ts';

const LEVEL = 0.05;

/** What the run's last model reaches: one sentence of plain text. */
export function verdictSentence(results: Results | null): string {
  const stage = results === null ? undefined : presentStages(results).at(-1);
  const score = stage === undefined ? undefined : results?.stages[stage]?.[TOTAL];
  if (results === null || score === undefined) return 'This run has no results yet.';
  const why = whyNoAccuracy(score);
  if (why !== null) return `${stage} has no score: ${why}.`;
  const unasked = unaskedCount(score);
  const counting =
    unasked === 0 ? '' : `, counting ${countText(unasked)} that do not fit its context as not correct`;
  return `${stage} answers ${percent(score.accuracy)}\u00a0% of ${countOf(score.n, 'held-out question')} correctly (95\u00a0% interval ${percent(score.low)} to ${percent(score.high)})${counting}.`;
}

/** What SFT and then GRPO added. Of a step without p < 0.05 it says that an effect is not shown. */
export function stepSentences(results: Results | null): string {
  const steps = results?.tests.filter((test) => test.b === 'sft' || (test.a === 'sft' && test.b === 'grpo'));
  return (steps ?? []).map(stepText).join(' ');
}

function stepText(test: PairedTest): string {
  const p = pValueText(test.pValue).replaceAll(' ', '\u00a0');
  if (test.pValue >= LEVEL) {
    return `A difference of ${test.b} to ${test.a} is not shown (${pointsText(test.difference)} points, ${p}).`;
  }
  const effect = test.difference > 0 ? 'gains' : 'loses';
  return `${test.b} ${effect} ${pointsText(Math.abs(test.difference)).slice(1)} points over ${test.a} (${p}).`;
}
