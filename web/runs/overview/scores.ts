/** Results as the tables of the page want them. */

import type { ModelStage, Results, Score } from '../../../src/core/results.ts';

/** The name under which `results.json` keeps what is over all benchmarks. */
export const TOTAL = 'total';

// Not that of core/results.ts, which would bring its schemas into the page.
const recipeOrder: readonly ModelStage[] = ['base', 'zero', 'sft', 'grpo'];

/** Models in the order of the recipe; those of an evaluation after them. */
export function presentStages(results: Results): string[] {
  const present = Object.keys(results.stages);
  return [...new Set([...recipeOrder, ...present])].filter((stage) => present.includes(stage));
}

/** `total` last. */
export function presentBenchmarks(results: Results): string[] {
  const names = new Set(presentStages(results).flatMap((stage) => Object.keys(results.stages[stage] ?? {})));
  return [...names].sort((a, b) => Number(a === TOTAL) - Number(b === TOTAL));
}

/** A measure that a score may have beside its accuracy. */
export function shareIn(score: Score | undefined, name: string): number | null {
  const value = score?.[name];
  return typeof value === 'number' ? value : null;
}

export function intervalIn(score: Score | undefined, name: string): { low: number; high: number } | null {
  const value = score?.[name];
  return typeof value === 'object' &&
    value !== null &&
    'low' in value &&
    'high' in value &&
    typeof value.low === 'number' &&
    typeof value.high === 'number'
    ? { low: value.low, high: value.high }
    : null;
}

export function unaskedIn(score: Score | undefined): number {
  return score?.verdicts?.unasked ?? 0;
}

export function leftOutIn(score: Score | undefined): number {
  return (score?.verdicts?.unscorable ?? 0) + (score?.verdicts?.['judge-error'] ?? 0);
}
