/** `cost.jsonl`: seconds and tokens of every stage, in laps; and how long each stage has taken. */

import { z } from 'zod';

export const costSchema = z.object({
  stage: z.string(),
  /** Finished steps (training) or answered questions (evaluation) at the end of the lap; null for other stages. */
  step: z.number().nullable(),
  seconds: z.number(),
  /** Trained on, or sampled. */
  tokens: z.number(),
});
export type CostRow = z.infer<typeof costSchema>;

/** Seconds of every stage and in total; `evaluate base`, `evaluate sft`, … are summed as `evaluate`. */
export function secondsByStage(rows: Iterable<CostRow>): { total: number } & Record<string, number> {
  const sums: { total: number } & Record<string, number> = { total: 0 };
  for (const { stage, seconds } of rows) {
    const [name = stage] = stage.split(' ');
    sums[name] = (sums[name] ?? 0) + seconds;
    sums.total += seconds;
  }
  return sums;
}
