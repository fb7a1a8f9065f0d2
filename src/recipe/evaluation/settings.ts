/** What an evaluation's generations depend on: its `recipe.json`. The same settings resume, others are another folder. */

import { z } from 'zod';
import { contentHash } from '../../core/ids.ts';

/** Tells an evaluation's `recipe.json` from a recipe's. */
export const KIND = 'evaluation';

export const evaluationSettingsSchema = z.strictObject({
  kind: z.literal(KIND),
  /** The model string. */
  model: z.string(),
  benchmarks: z.array(z.string()).min(1),
  /** Questions a benchmark, at most: a seeded sample; null: all. */
  limit: z.int().positive().nullable(),
  /** Answers a question. */
  samples: z.int().positive(),
  seed: z.int().nonnegative(),
  temperature: z.number().nonnegative(),
  topP: z.number().positive().max(1),
  maxTokens: z.int().positive(),
  /** `trained`: the rendering that fin-r1 trains on; `benchmark`: the prompt file that each benchmark names. */
  prompt: z.enum(['trained', 'benchmark']),
  /** Of the recipe that trained the model, with its rendering. */
  systemPrompt: z.string().optional(),
});
export type EvaluationSettings = z.infer<typeof evaluationSettingsSchema>;

/** Questions a benchmark that the evaluation asks, by which it is told whether all were answered. */
export const PLANNED = 'planned.json';
export const plannedSchema = z.record(z.string(), z.int().positive());

const NAME_LENGTH = 40;

/** `eval-smollm2-135m-3f2a9c1b`: the same for the same settings. */
export function evaluationName(settings: EvaluationSettings): string {
  const model = settings.model
    .replace(/^https?:\/\//i, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(-NAME_LENGTH);
  return `eval-${model}-${contentHash(settings, 8)}`.replace(/--+/g, '-');
}
