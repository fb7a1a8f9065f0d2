/** Sums of what stages have asked: over the starts of a run, and over the shards of a build. */

import type { StageUsage } from './pool.ts';

/** Null as soon as a part of it is not known. */
export function addCosts(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** One row a stage and model, in the order of their first. */
export function addUsages(usages: readonly StageUsage[]): StageUsage[] {
  const sums = new Map<string, StageUsage>();
  for (const usage of usages) {
    const key = JSON.stringify([usage.stage, usage.model]);
    const sum = sums.get(key);
    if (sum === undefined) {
      sums.set(key, { ...usage });
      continue;
    }
    for (const field of ['requests', 'cached', 'failed', 'promptTokens', 'completionTokens', 'lost'] as const)
      sum[field] += usage[field];
    sum.cost = addCosts(sum.cost, usage.cost);
  }
  return [...sums.values()];
}
