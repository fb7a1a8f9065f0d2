/** Evaluated answers by filter, in the order of the file. */

import { questionVerdicts } from '../../core/outcome.ts';
import type { AnswerFilter, AnswerHead, Page } from '../shapes.ts';
import { ANSWER, type SampleTable } from './sample-table.ts';
import { Window, type PageRange } from '../window.ts';

export async function findAnswers(
  table: SampleTable,
  { stage, benchmark, verdict, search = '' }: AnswerFilter,
  range: PageRange,
): Promise<Page<AnswerHead>> {
  const marks = await table.search.find(search);
  // A name that never came matches nothing.
  const wantedStage = stage === undefined ? undefined : (table.stages.find(stage) ?? -1);
  const wantedBenchmark = benchmark === undefined ? undefined : (table.benchmarks.find(benchmark) ?? -2);
  const wantedVerdict = verdict === undefined ? undefined : questionVerdicts.indexOf(verdict);
  const window = new Window(range);
  for (let row = 0; row < table.size; row++) {
    if (table.kind.at(row) !== ANSWER) continue;
    if (wantedStage !== undefined && table.stage.at(row) !== wantedStage) continue;
    if (wantedBenchmark !== undefined && table.benchmark.at(row) !== wantedBenchmark) continue;
    if (wantedVerdict !== undefined && table.verdict.at(row) !== wantedVerdict) continue;
    if (marks === null || marks[row] === 1) window.add(row);
  }
  return { total: window.total, items: window.items.map((row) => table.answerHead(row)) };
}
