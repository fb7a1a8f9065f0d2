/**
 * Trace: one generation for a question.
 */

import { z } from 'zod';

/**
 * Why a generation ended. `stop`: by itself. `length`: at the token limit, so that it may be cut off. `filtered`: the
 * provider withheld it. `other`: the provider gave no reason, or one of its own.
 */
export const finishReasons = ['stop', 'length', 'filtered', 'other'] as const;
export type FinishReason = (typeof finishReasons)[number];

/** Where the text of a request comes from: a versioned prompt file and the hash of its content. */
export const promptOriginSchema = z.object({ name: z.string(), version: z.string(), hash: z.string() });
export type PromptOrigin = z.infer<typeof promptOriginSchema>;

export const traceSchema = z.object({
  questionId: z.string(),
  /** Index among the samples of the same question. */
  sample: z.number().int().nonnegative(),
  /** The whole generated text, tags included. */
  text: z.string(),
  /** What stands inside `<think>`; empty when there is none. */
  reasoning: z.string(),
  /** What stands inside `<answer>`; null when the generation gives no answer. */
  answer: z.string().nullable(),
  finishReason: z.enum(finishReasons),
  usage: z.object({ promptTokens: z.number().int(), completionTokens: z.number().int() }),
  /** Who generated it, e.g. `run:nano@sft`, `teacher:gold-program`. */
  model: z.string(),
  /** Content hash of model, prompt and parameters. */
  requestKey: z.string(),
  /** The prompt file it answers; absent where no prompt was needed. */
  prompt: promptOriginSchema.optional(),
});
export type Trace = z.infer<typeof traceSchema>;

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}
