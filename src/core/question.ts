/**
 * Question: one item of a data set or benchmark, the same shape from every source.
 */

import { z } from 'zod';

/** A table as printed: the first row is the header, the first column names the rows. Cells are kept as text. */
export const tableSchema = z.object({
  id: z.string(),
  caption: z.string().optional(),
  rows: z.array(z.array(z.string())),
});
export type Table = z.infer<typeof tableSchema>;

export const textBlockSchema = z.object({ id: z.string(), text: z.string() });
export type TextBlock = z.infer<typeof textBlockSchema>;

/** One earlier turn of a conversation, with the gold answer as the dialogue shows it. */
export const turnSchema = z.object({ question: z.string(), answer: z.string() });
export type Turn = z.infer<typeof turnSchema>;

/**
 * How numbers of a data set are written.
 * - `decimal`: 14.464 % is the gold 0.14464 (FinQA, ConvFinQA `exe_ans`); an answer written `14.5%` means 0.145.
 * - `percent`: 14.464 % is the gold 14.464 (TAT-QA); an answer written `14.5%` or `14.5` means 14.5.
 * - `plain`: no percentages; the number stands for itself.
 */
export const unitConventions = ['decimal', 'percent', 'plain'] as const;
export type UnitConvention = (typeof unitConventions)[number];

export const referenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    value: z.number(),
    unit: z.enum(unitConventions),
    /** Relative tolerance beside rounding to the digits that the answer prints; 0 = rounding only. */
    tolerance: z.number().nonnegative().default(0),
    /** The answer as the source prints it, for people. */
    text: z.string().optional(),
  }),
  z.object({
    kind: z.literal('choice'),
    letters: z.array(z.string()).min(1),
    options: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('label'),
    label: z.string(),
    /** Every label of the task, each with its accepted spellings (the label itself included). */
    labels: z.record(z.string(), z.array(z.string())),
  }),
  z.object({ kind: z.literal('boolean'), value: z.boolean() }),
  z.object({ kind: z.literal('text'), text: z.string(), accepted: z.array(z.string()).default([]) }),
]);
export type Reference = z.infer<typeof referenceSchema>;
export type ReferenceKind = Reference['kind'];

export const splits = ['train', 'dev', 'test'] as const;
export type Split = (typeof splits)[number];

export const questionSchema = z.object({
  id: z.string(),
  source: z.string(),
  split: z.enum(splits),
  language: z.enum(['en', 'zh']),
  /** What the question asks for, e.g. `growth`, `sentiment`; free text of the source. */
  category: z.string(),
  licence: z.string(),
  /** The document (filing, company, dialogue) the question came from: the unit of clustering and of splits. */
  cluster: z.string(),
  texts: z.array(textBlockSchema).default([]),
  tables: z.array(tableSchema).default([]),
  history: z.array(turnSchema).default([]),
  question: z.string(),
  /** Null where the source has no gold: such a question is `unscorable`. */
  reference: referenceSchema.nullable(),
  /** Gold program in FinQA's language, e.g. `subtract(5829, 5735), divide(#0, 5735)`. */
  program: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** True when a rule can decide the answer: what the paper calls objective (RL may use it). */
export function isObjective(question: Question): boolean {
  return question.reference !== null && question.reference.kind !== 'text';
}
