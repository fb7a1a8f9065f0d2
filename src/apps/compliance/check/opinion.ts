/** What a model says of one text and one rule, read strictly: one JSON object of the schema, or a fault in words. */

import { z } from 'zod';
import { excerptOf } from '../../../data/judges/ask-judge.ts';
import type { Quote } from './verdict.ts';
import { decisions } from './verdict.ts';

/** Without bounds: not every engine can hold an answer to them. */
const asked = z.strictObject({
  reason: z.string(),
  quote: z.string(),
  decision: z.enum(decisions),
  suggestion: z.string().nullable(),
});
const schema = asked.extend({
  reason: z.string().max(2_000),
  quote: z.string().max(4_000),
  // Servers that do not hold answers to the schema leave out what may be null.
  suggestion: z.string().max(2_000).nullable().default(null),
});

export type WrittenOpinion = z.infer<typeof schema>;

/** With its quote found in the text; null where there is none, or it is not there. */
export interface Opinion extends Omit<WrittenOpinion, 'quote'> {
  /** As the model wrote it. */
  written: string;
  quote: Quote | null;
}

export interface Fault {
  fault: string;
}

const { $schema: _, ...json } = z.toJSONSchema(asked);
export const opinionSchema = { name: 'compliance_opinion', schema: json };

/** Bare or in a code fence; nothing is repaired. */
export function readOpinion(content: string): WrittenOpinion | Fault {
  const bare = /^```(?:json)?\s*\n([\s\S]*?)\n\s*```$/.exec(content.trim())?.[1] ?? content;
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: `no JSON: ${excerptOf(content)}` };
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { fault: `unexpected JSON at ${issue?.path.join('.') || 'its root'}: ${issue?.message}` };
}
