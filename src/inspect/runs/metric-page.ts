/** The next rows of a run's metrics, for a page that asks again and again. */

import type { OpenFile } from '../lines/growing-file.ts';
import type { MetricPage, RunStatus } from '../shapes.ts';
import { metricRows, type MetricLines } from './metric-lines.ts';

/** Tells the files of this process from those of an earlier one. */
const epoch = Date.now().toString(36);

export async function metricPage(
  file: OpenFile<MetricLines>,
  status: RunStatus,
  { after, series: known }: { after: number; series?: string },
): Promise<MetricPage> {
  const series = `${epoch}-${file.series}`;
  const total = file.lines.size;
  if (after > total || (known !== undefined && known !== series))
    return { rows: [], next: 0, total, series, status };
  const rows = await metricRows(file, after);
  return { rows, next: after + rows.length, total, series, status };
}
