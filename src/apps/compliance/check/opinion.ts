/** What a model says of one text and one rule, read strictly: one JSON object of the schema, or a fault in words. */

import { z } from 'zod';
import { excerptOf } from '../../../data/judges/ask-judge.ts';
import type { Quote } from './verdict.ts';
import { decisions } from './verdict.ts';

const opinionOf = (text: z.ZodString, quote = text) =>
  z.strictObject({ reason: text, quote, decision: z.enum(decisions), suggestion: text.nullable() });

const short = z.string().max(2_000);
const schema = opinionOf(short, z.string().max(4_000)).extend({
  // Servers that do not hold answers to the schema leave out what may be null.
  suggestion: short.nullable().default(null),
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

/** Without bounds: not every server can hold an answer to them. */
export const opinionSchema = schemaFor(z.string());

/** A small model that has no end within a string would spend all its tokens there. */
export const shortOpinionSchema = schemaFor(z.string().max(400));

function schemaFor(text: z.ZodString): { name: string; schema: Record<string, unknown> } {
  const { $schema: _, ...schema } = z.toJSONSchema(opinionOf(text));
  return { name: 'compliance_opinion', schema };
}

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
