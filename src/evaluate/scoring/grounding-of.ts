/** How far a generation can be traced, as a few counts: what a score needs of the reasoning checker. */

import { z } from 'zod';
import { groundTrace } from '../../verify/index.ts';
import type { AnswerSource } from '../sample-rows.ts';

export const groundingSchema = z.object({
  numbers: z.number().int(),
  unsupported: z.number().int(),
  claims: z.number().int(),
  wrong: z.number().int(),
  /** Share of the numbers that are supported. */
  supported: z.number(),
  /** No unsupported number, no claim that does not hold, and an answer that follows. */
  faithful: z.boolean(),
});
export type Grounding = z.infer<typeof groundingSchema>;

/** Null where no number is stated and nothing is claimed: there is nothing to be traced. */
export function groundingOf(text: string, source: AnswerSource): Grounding | null {
  const { numbers, claims, supported } = groundTrace(text, source);
  if (numbers.length === 0 && claims.length === 0) return null;
  const unsupported = numbers.filter(({ status }) => status === 'unsupported').length;
  const wrong = claims.filter(({ holds }) => !holds).length;
  return {
    numbers: numbers.length,
    unsupported,
    claims: claims.length,
    wrong,
    supported,
    faithful: unsupported === 0 && wrong === 0,
  };
}
