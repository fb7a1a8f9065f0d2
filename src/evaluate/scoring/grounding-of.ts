/** How far a generation can be traced, as a few counts: what a score needs of the reasoning checker. */

import { z } from 'zod';
import { groundTrace } from '../../verify/index.ts';
import type { AnswerSource } from '../sample-rows.ts';

export const groundingSchema = z.object({
  numbers: z.number().int(),
  /** In no source, or stated of another row or year than the source's. */
  unsupported: z.number().int(),
  claims: z.number().int(),
  wrong: z.number().int(),
  /** Share of the numbers that are supported. */
  supported: z.number(),
  /** No error that the checker tells outside of what the reasoning takes back, and an answer that follows. */
  faithful: z.boolean(),
});
export type Grounding = z.infer<typeof groundingSchema>;

/** Null where no number is stated and nothing is claimed: there is nothing to be traced. */
export function groundingOf(text: string, source: AnswerSource): Grounding | null {
  const { counts, supported, faithful } = groundTrace(text, source);
  const { numbers, unsupported, misplaced, claims, wrong } = counts;
  if (numbers === 0 && claims === 0) return null;
  return { numbers, unsupported: unsupported + misplaced, claims, wrong, supported, faithful };
}
