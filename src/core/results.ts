/** `results.json`: what a run has shown, for people's tools and for comparison between runs. */

import { z } from 'zod';
import { questionVerdicts } from './outcome.ts';

/** Models of a run: `base` after pretraining, `zero` = GRPO without SFT (the paper's ablation), `sft`, `grpo`. */
export const modelStages = ['base', 'zero', 'sft', 'grpo'] as const;
export type ModelStage = (typeof modelStages)[number];

/** One model on one benchmark. Shares are 0…1; `low` and `high` bound the accuracy at 95 %. */
export const scoreSchema = z.looseObject({
  /**
   * Questions that count, those never asked for lack of context included (they count as not correct). Answers that could
   * not be scored are left out. Both are counted in `verdicts`.
   */
  n: z.number().int().nonnegative(),
  correct: z.number().int().nonnegative(),
  /** Null when no question could be asked and scored. */
  accuracy: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  /** Share of the answers given that are in the strict format; null when none was given. */
  formatValid: z.number().nullable(),
  /** How many questions ended with each verdict, of all that there are. */
  verdicts: z.partialRecord(z.enum(questionVerdicts), z.number().int().nonnegative()).optional(),
});
export type Score = z.infer<typeof scoreSchema>;

/** A paired test of two models on the same questions; `difference` is b's accuracy minus a's. */
export const pairedTestSchema = z.looseObject({
  a: z.string(),
  b: z.string(),
  pValue: z.number(),
  difference: z.number(),
});
export type PairedTest = z.infer<typeof pairedTestSchema>;

export const resultsSchema = z.looseObject({
  /** By stage (in an evaluation: by model string), then by benchmark; `total` is over all of them. */
  stages: z.record(z.string(), z.record(z.string(), scoreSchema)),
  /** Over all benchmarks together. */
  tests: z.array(pairedTestSchema),
  /** The same for each of several benchmarks by itself; the more there are, the more of them fall below 0.05 by chance. */
  benchmarkTests: z.record(z.string(), z.array(pairedTestSchema)).optional(),
  /** Wall time: `total` and one entry a stage. */
  seconds: z.object({ total: z.number() }).catchall(z.number()),
  /** Unknown for models behind HTTP. `trained`: parameters of the adapter, where that alone was trained. */
  model: z.looseObject({ parameters: z.number().optional(), trained: z.number().optional() }),
  seed: z.number(),
});
export type Results = z.infer<typeof resultsSchema>;
