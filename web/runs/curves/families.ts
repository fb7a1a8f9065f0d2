/** Stages whose curves belong in the same charts, and the points of those curves. */

import type { Verdict } from '../../../src/core/outcome.ts';
import { verdicts } from '../../parts/verdicts.ts';
import type { CurvePoint } from '../../parts/smooth.ts';
import { valueOf } from './measures.ts';
import type { MetricLog, StageLog } from './metric-log.ts';

/** `reinforced`: GRPO after SFT, and without it; others stand alone under their own name. */
export interface Family {
  id: string;
  stages: [string, StageLog][];
}

const reinforced = ['grpo', 'zero'];

/** The one that worked last comes first. */
export function familiesOf({ stages }: MetricLog): Family[] {
  const families = new Map<string, Family>();
  for (const [stage, log] of [...stages].reverse()) {
    const id = reinforced.includes(stage) ? 'reinforced' : stage;
    const family = families.get(id) ?? { id, stages: [] };
    family.stages.push([stage, log]);
    families.set(id, family);
  }
  return [...families.values()];
}

export function pointsOf({ rows }: StageLog, key: string): CurvePoint[] {
  return rows.map((row) => ({ step: row.step, value: valueOf(row, key) }));
}

/** How many rollouts of each step ended with each verdict, as shares; verdicts that never came are left out. */
export function outcomePoints({ rows }: StageLog): Map<Verdict, CurvePoint[]> {
  const byVerdict = new Map<Verdict, CurvePoint[]>();
  for (const verdict of verdicts) {
    const points = rows.map(({ step, verdicts: counts }) => ({ step, value: shareIn(counts, verdict) }));
    if (points.some(({ value }) => value !== null && value > 0)) byVerdict.set(verdict, points);
  }
  return byVerdict;
}

function shareIn(counts: unknown, verdict: string): number | null {
  if (typeof counts !== 'object' || counts === null) return null;
  const numbers = Object.entries(counts).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  const total = numbers.reduce((sum, [, count]) => sum + count, 0);
  return total === 0 ? null : (numbers.find(([name]) => name === verdict)?.[1] ?? 0) / total;
}

/** The one value that a measure has at every step of every stage; null where it moves, or was measured once only. */
export function constantIn({ stages }: Family, key: string): number | null {
  let first: number | null = null;
  let count = 0;
  for (const [, { rows }] of stages) {
    for (const row of rows) {
      const value = valueOf(row, key);
      if (value === null) continue;
      first ??= value;
      if (value !== first) return null;
      count += 1;
    }
  }
  return count > 1 ? first : null;
}
