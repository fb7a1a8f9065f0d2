/** What of a row of `samples.jsonl` is needed in lists, and the text it is searched by. */

import { z } from 'zod';
import { evaluatedAnswerSchema, rolloutSchema } from '../../evaluate/index.ts';
import { askedOf, askedSchema } from '../asked.ts';
import { excerpt } from '../excerpt.ts';
import type { AnswerHead, RolloutHead } from '../shapes.ts';

/** Parts of the rows that evaluation and training write: cheap to check, a hundred thousand times. */
export const listedRowSchema = z.discriminatedUnion('kind', [
  evaluatedAnswerSchema
    .pick({
      ...{ kind: true, stage: true, benchmark: true, questionId: true, cluster: true, sample: true },
      ...{ language: true, category: true, verdict: true, rule: true, reason: true, formatValid: true },
      ...{ gold: true, predicted: true, completionTokens: true, finishReason: true, text: true },
    })
    .extend({ source: askedSchema }),
  rolloutSchema
    .pick({
      ...{ kind: true, stage: true, step: true, questionId: true, sample: true, verdict: true, rule: true },
      ...{ reason: true, formatValid: true, reward: true, advantage: true, finishReason: true },
      ...{ completionTokens: true, text: true },
    })
    .extend({ source: askedSchema.optional() }),
]);
export type ListedRow = z.infer<typeof listedRowSchema>;
export type ListedAnswer = Extract<ListedRow, { kind: 'answer' }>;
export type ListedRollout = Extract<ListedRow, { kind: 'rollout' }>;

export function rolloutHead(rollout: ListedRollout, row: number): RolloutHead {
  const { stage, questionId, sample, verdict, rule, reason, formatValid, step, reward } = rollout;
  return {
    ...{ row, stage, questionId, sample, verdict, rule, reason, formatValid, step, reward },
    completionTokens: rollout.completionTokens ?? null,
    truncated: isTruncated(rollout),
    advantage: rollout.advantage ?? null,
  };
}

export function answerHead(answer: ListedAnswer, row: number): AnswerHead {
  const { stage, questionId, sample, verdict, rule, reason, formatValid, completionTokens } = answer;
  const { benchmark, language, category, gold, predicted } = answer;
  return {
    ...{ row, stage, questionId, sample, verdict, rule, reason, formatValid, completionTokens },
    ...{ benchmark, language, category, gold, predicted },
    truncated: isTruncated(answer),
    question: excerpt(askedOf(answer.source)),
  };
}

/** Rows of early versions do not say how a rollout ended. */
export function isTruncated({ finishReason, verdict }: ListedRow): boolean {
  return finishReason == null ? verdict === 'truncated' : finishReason === 'length';
}

export function searchedText({ questionId, text, source }: ListedRow): string {
  return `${questionId}\n${source === undefined ? '' : askedOf(source)}\n${text}`.toLowerCase();
}
