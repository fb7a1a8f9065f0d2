/** What a stage table leaves out about classification. */

import { z } from 'zod';
import type { Results } from '../core/results.ts';
import { modelStages } from '../core/results.ts';
import { percent, TOTAL } from '../evaluate/index.ts';

const classSchema = z.object({
  majority: z.object({ label: z.string(), accuracy: z.number() }).nullish(),
  macroF1: z.number().nullish(),
});

/** For every benchmark with classes: what always answering the commonest class reaches, and each stage's macro-F1. */
export function classLines(results: Results): string[] {
  const stages = modelStages.filter((stage) => results.stages[stage] !== undefined);
  const ids = [...new Set(stages.flatMap((stage) => Object.keys(results.stages[stage] ?? {})))];
  return ids.flatMap((id) => {
    const scored = stages.map((stage) => ({
      stage,
      ...classSchema.parse(results.stages[stage]?.[id] ?? {}),
    }));
    const majority = scored.find((score) => score.majority)?.majority;
    if (!majority || id === TOTAL) return [];
    const f1 = scored.filter(({ macroF1 }) => typeof macroF1 === 'number');
    const shown = f1.map(({ stage, macroF1 }) => `${stage} ${percent(macroF1)}`).join(', ');
    return [
      `${id}: always "${majority.label}" reaches ${percent(majority.accuracy)} %${shown === '' ? '' : `; macro-F1 % ${shown}`}`,
    ];
  });
}
