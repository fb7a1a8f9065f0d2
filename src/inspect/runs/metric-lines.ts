/** `metrics.jsonl`: where each row stands. The rows themselves are read when they are asked for. */

import { z } from 'zod';
import { BrokenLines } from '../lines/broken-lines.ts';
import { Column } from '../lines/column.ts';
import type { LineTaker, OpenFile } from '../lines/growing-file.ts';
import { isBlank, readRow } from '../lines/read-row.ts';

/** Other fields are shown as they are. */
const metricRowSchema = z.looseObject({ stage: z.string(), step: z.number() });

/** More are read with the next page, so that the event loop is not held up. */
export const METRICS_A_PAGE = 2000;

export class MetricLines implements LineTaker {
  readonly broken = new BrokenLines();
  /** Of the lines that are rows. */
  readonly start = new Column(Float64Array);
  readonly end = new Column(Float64Array);
  #line = 0;

  get size(): number {
    return this.start.size;
  }

  take(line: Buffer | null, start: number, end: number): void {
    const index = this.#line++;
    if (isBlank(line)) return;
    const read = readRow(line, metricRowSchema);
    if ('fault' in read) return this.broken.add(index, read.fault);
    this.start.push(start);
    this.end.push(end);
  }

  settle(): void {}

  close(): void {}
}

/** The rows from index `after` on, so many as a page holds. */
export async function metricRows(
  { lines, read }: Pick<OpenFile<MetricLines>, 'lines' | 'read'>,
  after: number,
): Promise<Record<string, unknown>[]> {
  const end = Math.min(lines.size, after + METRICS_A_PAGE);
  if (after >= end) return [];
  const base = lines.start.at(after);
  const bytes = await read(base, lines.end.at(end - 1));
  return Array.from({ length: end - after }, (_, i) => {
    const line = bytes.subarray(lines.start.at(after + i) - base, lines.end.at(after + i) - base);
    return JSON.parse(line.toString('utf8')) as Record<string, unknown>;
  });
}
