/** The reports of a batch, written from its folder: `report.html`, `report.csv`, `report.json`. */

import { join } from 'node:path';
import { writeFileAtomic } from '../../../../core/write-atomic.ts';
import type { Queue } from '../../queue/queue.ts';
import { REPORT } from '../batch-folder.ts';
import { batchSummary, type BatchSummary } from '../batch-summary.ts';
import type { ResultRow } from '../results-file.ts';
import { batchReport } from './batch-report.ts';
import { csvReport } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';

/**
 * @param rows By the order of the texts.
 * @param queue Over the batch, for what officers have decided.
 */
export function writeReports(directory: string, rows: readonly ResultRow[], queue: Queue): BatchSummary {
  const summary = batchSummary(directory, queue.place.name, queue.state);
  const report = batchReport(summary, rows, queue.all());
  writeFileAtomic(join(directory, REPORT), htmlReport(report));
  writeFileAtomic(join(directory, 'report.csv'), csvReport(report));
  writeFileAtomic(join(directory, 'report.json'), jsonReport(report));
  return summary;
}
