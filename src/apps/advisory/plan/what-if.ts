/** "What if": the same input with one answer or assumption moved; the gate decides anew. */

import { z } from 'zod';
import type { AdviceInput } from './advise.ts';

/** Checked as the profile's own fields are, since it stands in their place. */
export const changeSchema = z.strictObject({
  horizonYears: z.number().min(0).max(80).optional(),
  investPerMonth: z.number().min(0).max(1e12).optional(),
  /** The level that is asked for: it lowers what the answers give, and never lifts it. */
  level: z.int().min(1).max(5).optional(),
  largestLossInYear: z.number().gt(0).max(1).optional(),
  /** A year, of assets. */
  fee: z.number().min(0).max(0.2).optional(),
});
export type Change = z.infer<typeof changeSchema>;

export function changedInput(input: AdviceInput, change: Change): AdviceInput {
  const { fee, level, ...answers } = change;
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  return {
    ...input,
    profile: { ...input.profile, ...given, ...(level !== undefined && { wantedLevel: level }) },
    assumptions: { ...input.assumptions, ...(fee !== undefined && { fee }) },
  };
}
