/** The rows of `metrics.jsonl` as they come in, a page at a time. */

import type { MetricPage } from '../../../src/inspect/index.ts';
import { measuredIn } from './measures.ts';

export interface MetricRow {
  stage: string;
  step: number;
  readonly [name: string]: unknown;
}

/** What is known of one stage: the same object until a row is added to it. */
export interface StageLog {
  rows: readonly MetricRow[];
  /** Of the measures that any of the rows has. */
  keys: ReadonlySet<string>;
}

export interface MetricLog {
  /** In the order in which the stages began. */
  stages: ReadonlyMap<string, StageLog>;
  /** What to ask for next. */
  next: number;
  /** Of which file; undefined before the first page. */
  series?: string;
}

export const emptyLog: MetricLog = { stages: new Map(), next: 0 };

type Page = Pick<MetricPage, 'rows' | 'next' | 'series'>;

/** The log with a page added to it. Null: the run was begun anew, or went back to a checkpoint; ask again from 0. */
export function takePage(log: MetricLog, { rows, next, series }: Page): MetricLog | null {
  if (next < log.next || (log.series !== undefined && log.series !== series)) return null;
  if (rows.length === 0 && log.next === next && log.series === series) return log;
  const stages = new Map(log.stages);
  for (const [stage, own] of Map.groupBy(rows.filter(isMetricRow), (row) => row.stage)) {
    const before = stages.get(stage);
    const keys = new Set(before?.keys);
    for (const row of own) for (const key of measuredIn(row)) keys.add(key);
    stages.set(stage, { rows: [...(before?.rows ?? []), ...own], keys });
  }
  return { stages, next, series };
}

/** A row without a stage and a step has no place on a curve. */
function isMetricRow(row: MetricPage['rows'][number]): row is MetricRow {
  return typeof row.stage === 'string' && typeof row.step === 'number';
}
