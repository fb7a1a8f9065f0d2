/** What of `recipe.json` says how far a run has come. Read loosely: recipes of other versions have other keys. */

import { z } from 'zod';
import { modelStages } from '../../core/results.ts';
import type { ModelStage } from '../../core/results.ts';

const steps = z.looseObject({ steps: z.number().optional() }).optional();

export const planSchema = z.looseObject({
  kind: z.string().optional(),
  model: z.unknown().optional(),
  from: z.unknown().optional(),
  data: z.unknown().optional(),
  pretrain: steps,
  sft: z.looseObject({ epochs: z.number().optional(), batchSize: z.number().optional() }).optional(),
  grpo: steps,
  zero: steps,
  evaluate: z.unknown().optional(),
  /** Of an evaluation: answers a question. */
  samples: z.unknown().optional(),
});
export type RunPlan = z.infer<typeof planSchema>;

export function isEvaluation({ kind }: RunPlan): boolean {
  return kind === 'evaluation';
}

function hasModel({ model, from }: RunPlan): boolean {
  return model !== undefined || from !== undefined;
}

/** The models that the recipe makes, in their order. */
export function plannedModels(plan: RunPlan): ModelStage[] {
  if (!hasModel(plan)) return [];
  return modelStages.filter((stage) => stage === 'base' || plan[stage] !== undefined);
}

/** Steps of a training stage; null where the recipe alone, with the rows of the SFT set, does not tell. */
export function stepsOf(plan: RunPlan, stage: string, sftRows: number | null): number | null {
  switch (stage) {
    case 'pretrain':
    case 'grpo':
    case 'zero':
      return plan[stage]?.steps ?? null;
    case 'sft': {
      const { epochs, batchSize } = plan.sft ?? {};
      if (epochs === undefined || batchSize === undefined || sftRows === null) return null;
      return Math.ceil(Math.ceil(epochs * sftRows) / batchSize);
    }
    default:
      return null;
  }
}
