/** Documents as requests carry them: what a model is shown before the question, and what the numbers of its answer are traced to. */

import { z } from 'zod';
import { LONGEST_ID, MOST_DOCUMENTS } from './limits.ts';

const id = z.string().min(1).max(LONGEST_ID);
const textSchema = z.strictObject({ id, text: z.string() });
const tableSchema = z.strictObject({
  id,
  caption: z.string().optional(),
  /** The first row is the header, the first column names the rows. */
  rows: z.array(z.array(z.string())).min(1),
});

export const documentsSchema = z
  .array(
    z.union([textSchema, tableSchema], {
      error: '{ id, text }, or { id, rows, caption? } with rows of texts',
    }),
  )
  .max(MOST_DOCUMENTS)
  .refine(
    (all) => new Set(all.map((document) => document.id)).size === all.length,
    'two documents have one id',
  );
export type RequestDocument = z.infer<typeof documentsSchema>[number];

export interface ReadDocument {
  documents: RequestDocument[];
  /** What was left out or guessed, a sentence each; shown to the user. */
  notes: string[];
}
