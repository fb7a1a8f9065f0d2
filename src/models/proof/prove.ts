/** One way of reading an export, held against the source: templates, tokens, answers, and how far probabilities moved. */

import { compareAnswers } from './compare-answers.ts';
import type { Agreement } from './compare-answers.ts';
import { templateFault } from './compare-templates.ts';
import type { GreedyModel, SourceModel } from './greedy-model.ts';
import type { SourceAnswer } from './source-answers.ts';
import { agreementFault, mostDifferent } from './verdict.ts';
import type { ProofRule } from './verdict.ts';

export interface Proof {
  /** What read the export. */
  by: string;
  rule: ProofRule;
  agreement: Agreement | null;
  /** Largest and mean change of the log probability of a token of the source's answers; null where it cannot be asked. */
  shift: { largest: number; mean: number } | null;
  /** What is wrong, in words; null: proven. */
  fault: string | null;
}

/** Templates first: where they differ, answers say nothing. */
export async function prove(
  source: SourceModel,
  exported: GreedyModel & Partial<Pick<SourceModel, 'logprobs'>>,
  answers: readonly SourceAnswer[],
  { by, rule }: { by: string; rule: ProofRule },
): Promise<Proof> {
  const template = templateFault(source, exported, answers);
  if (template !== null) return { by, rule, agreement: null, shift: null, fault: template };
  const tokens = answers.reduce((sum, { answer }) => sum + answer.length, 0);
  const agreement = await compareAnswers(source, exported, answers, mostDifferent(rule, tokens));
  const shift = await shiftOf(source, exported, answers);
  return { by, rule, agreement, shift, fault: agreementFault(agreement, rule) };
}

async function shiftOf(
  source: SourceModel,
  exported: Partial<Pick<SourceModel, 'logprobs'>>,
  answers: readonly SourceAnswer[],
): Promise<Proof['shift']> {
  if (exported.logprobs === undefined) return null;
  let [largest, sum, count] = [0, 0, 0];
  for (const { prompt, answer } of answers) {
    const before = await source.logprobs(prompt, answer);
    const after = await exported.logprobs(prompt, answer);
    for (const [i, value] of before.entries()) {
      const change = Math.abs(value - (after[i] as number));
      largest = Math.max(largest, change);
      sum += change;
      count++;
    }
  }
  return { largest, mean: sum / count };
}
