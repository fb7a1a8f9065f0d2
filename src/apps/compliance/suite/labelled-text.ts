/** A text whose label is known, and the suite it belongs to. */

import { z } from 'zod';

export const labels = ['breach', 'compliant'] as const;
export type Label = (typeof labels)[number];

export interface LabelledText {
  /** Unique in its suite. */
  id: string;
  /** Rows of one pair differ in one clause; a row without a partner is a pair of its own. */
  pair: string;
  language: 'en' | 'zh';
  /** What kind of text it is: `email`, `chat`, the task of a benchmark. */
  kind: string;
  text: string;
  label: Label;
  /** The rule that the pair is about; null in benchmarks, which name none. */
  rule: string | null;
  /** Rules that a breach may be cited under, `rule` first; empty where none is known. */
  acceptable: string[];
  /** The words that breach, verbatim; null for compliant rows and benchmarks. */
  quote: string | null;
}

export interface Suite {
  name: string;
  /** True where the authors of the rules have not seen these rows; such rows are not shown in the listing. */
  heldOut: boolean;
  rows: LabelledText[];
}

/** A row of `suites/compliance/*.jsonl`. */
export const suiteRowSchema = z
  .strictObject({
    id: z.string().min(1),
    pair: z.string().min(1),
    language: z.enum(['en', 'zh']),
    kind: z.string().min(1),
    text: z.string().min(1),
    label: z.enum(labels),
    rule: z.string().optional(),
    alsoAcceptable: z.array(z.string()).optional(),
    quote: z.string().min(1).optional(),
    note: z.string().optional(),
  })
  .refine((row) => row.label === 'compliant' || (row.rule !== undefined && row.quote !== undefined), {
    message: 'a breach needs rule and quote',
  });
