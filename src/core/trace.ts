/**
 * Trace: one generation for a question.
 */

import { z } from 'zod';

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
  finishReason: z.enum(['stop', 'length']),
  usage: z.object({ promptTokens: z.number().int(), completionTokens: z.number().int() }),
  /** Who generated it, e.g. `run:nano@sft`, `teacher:gold-program`. */
  model: z.string(),
  /** Content hash of model, prompt and parameters. */
  requestKey: z.string(),
});
export type Trace = z.infer<typeof traceSchema>;

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}
