/** The rows of `samples.jsonl`: every answer of an evaluation and the rollouts of training, each with its verdict. */

import { z } from 'zod';
import { questionVerdicts, verdicts } from '../core/outcome.ts';
import { questionSchema, referenceSchema, type Question } from '../core/question.ts';
import type { RunFolder } from '../core/run-folder.ts';
import { finishReasons, promptOriginSchema } from '../core/trace.ts';
import type { ChatMessage } from '../core/trace.ts';
import { renderMessages } from '../data/prompt.ts';
import { groundingSchema } from './scoring/grounding-of.ts';

/** What a number in an answer may be grounded in. */
export const sourceSchema = questionSchema.pick({ texts: true, tables: true, history: true, question: true });
export type AnswerSource = z.infer<typeof sourceSchema>;

const scoredTextSchema = z.object({
  stage: z.string(),
  questionId: z.string(),
  /** The conversation as text. */
  prompt: z.string(),
  text: z.string(),
  verdict: z.enum(verdicts),
  rule: z.string(),
  reason: z.string(),
  formatValid: z.boolean(),
});

export const evaluatedAnswerSchema = scoredTextSchema.extend({
  kind: z.literal('answer'),
  verdict: z.enum(questionVerdicts),
  benchmark: z.string(),
  /** The document of the question: the unit of resampling. */
  cluster: z.string(),
  category: z.string(),
  language: z.enum(['en', 'zh']),
  /** Index among the answers to the same question. */
  sample: z.number().int().nonnegative(),
  source: sourceSchema,
  /** Null where the source has none. */
  reference: referenceSchema.nullable(),
  /** The expected answer, for people and, for labels and booleans, as the class. */
  gold: z.string().nullable(),
  /** The class the answer names, for labels and booleans; null where none can be read. */
  predicted: z.string().nullable(),
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  finishReason: z.enum(finishReasons).nullable(),
  /** Key of the request in the cache; absent where nothing was asked for. */
  requestKey: z.string().optional(),
  /** The prompt file that the prompt was made of; absent where it is the rendering that a model was trained on. */
  promptFile: promptOriginSchema.optional(),
  /** What the reasoning checker says of it; null where it states no number. */
  grounding: groundingSchema.nullable(),
});
export type EvaluatedAnswer = z.infer<typeof evaluatedAnswerSchema>;

export const rolloutSchema = scoredTextSchema.extend({
  kind: z.literal('rollout'),
  step: z.number().int(),
  /** Index within the group. */
  sample: z.number().int(),
  /** Null: left out of its group. */
  reward: z.number().nullable(),
  source: sourceSchema.optional(),
  // Not in runs of early versions.
  formatReason: z.string().optional(),
  /** Null: not trained on. */
  advantage: z.number().nullable().optional(),
  finishReason: z.enum(finishReasons).optional(),
  promptTokens: z.number().int().optional(),
  completionTokens: z.number().int().optional(),
});
export type Rollout = z.infer<typeof rolloutSchema>;

export const sampleRowSchema = z.discriminatedUnion('kind', [evaluatedAnswerSchema, rolloutSchema]);

/** A rollout as training reports it, made a row of `samples.jsonl`: with its prompt and what grounds its numbers. */
export function rolloutSample(row: Omit<Rollout, 'kind' | 'prompt' | 'source'>, question: Question): Rollout {
  const { texts, tables, history } = question;
  const source = { texts, tables, history, question: question.question };
  return { ...row, kind: 'rollout', prompt: promptText(renderMessages(question)), source };
}

/** A conversation as text, for people. */
export function promptText(messages: readonly ChatMessage[]): string {
  const [only] = messages;
  if (messages.length === 1 && only !== undefined) return only.content;
  return messages.map((message) => `[${message.role}]\n${message.content}`).join('\n\n');
}

/** The answers and rollouts kept in a run. @throws InputError naming file and line of a broken row. */
export function readSamples(run: RunFolder): { answers: EvaluatedAnswer[]; rollouts: Rollout[] } {
  const rows = run.readJsonl('samples.jsonl', sampleRowSchema);
  return {
    answers: rows.filter((row) => row.kind === 'answer'),
    rollouts: rows.filter((row) => row.kind === 'rollout'),
  };
}
