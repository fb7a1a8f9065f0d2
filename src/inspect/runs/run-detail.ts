/** A run in full: settings, starts, scores, costs and what of its files cannot be read. */

import { z } from 'zod';
import { resultsSchema } from '../../core/results.ts';
import { runFactsSchema } from '../../core/run-folder.ts';
import { costSchema, secondsByStage, type CostRow } from '../../core/stage-seconds.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { BrokenLines } from '../lines/broken-lines.ts';
import { readRow } from '../lines/read-row.ts';
import type { RunDetail, RunSummary } from '../shapes.ts';

const recipeSchema = z.record(z.string(), z.unknown());

/** What is known of the long files. */
export interface RunCounts {
  counts: RunDetail['counts'];
  broken: readonly string[];
}

export async function runDetail(
  place: RunPlace,
  summary: RunSummary,
  { counts, broken }: RunCounts,
): Promise<RunDetail> {
  const recipe = await place.json(recipeSchema, 'recipe.json');
  const facts = await place.json(runFactsSchema, 'run.json');
  const results = await place.json(resultsSchema, 'results.json');
  const costs = await costsOf(place);
  const starts = facts.state === 'read' ? facts.value.starts : [];
  return {
    ...summary,
    recipe: recipe.state === 'read' ? recipe.value : {},
    starts: starts.map(({ time, changed = [], ...environment }) => ({ time, changed, facts: environment })),
    dataHashes: facts.state === 'read' ? facts.value.dataHashes : {},
    results: results.state === 'read' ? results.value : null,
    seconds: secondsByStage(costs.rows),
    counts,
    broken: [...broken, ...costs.broken],
    hasReport: place.has('report.html'),
  };
}

/** A line a checkpoint: some hundred. */
async function costsOf(place: RunPlace): Promise<{ rows: CostRow[]; broken: string[] }> {
  const file = 'cost.jsonl';
  const text = await place.text(file);
  if (text.state === 'broken') return { rows: [], broken: [text.fault] };
  const rows: CostRow[] = [];
  const broken = new BrokenLines();
  const lines =
    text.state === 'read' ? text.value.slice(0, text.value.lastIndexOf('\n') + 1).split('\n') : [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readRow(Buffer.from(line), costSchema);
    if ('row' in read) rows.push(read.row);
    else broken.add(index, read.fault);
  }
  return { rows, broken: broken.of(file) };
}
