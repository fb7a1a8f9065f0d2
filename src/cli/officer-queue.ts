/** What `fin-r1 queue` does. */

import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  calibrationRows,
  ChecksFolder,
  loadRulebooks,
  placeInText,
  Queue,
  queuePlace,
  RESULTS,
  trainingColumns,
  trainingRows,
} from '../apps/compliance/index.ts';
import type { QueueFilter, QueueItem } from '../apps/compliance/index.ts';
import { InputError } from '../core/errors.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';

export interface ListFlags extends QueueFilter {
  limit: number;
  json: boolean;
  checksDir: string;
}

export interface ActFlags {
  by?: string;
  reason?: string;
  to?: string;
  as?: 'compliant' | 'not applicable';
  checksDir: string;
}

export function listFindings(batch: string, { limit, json, checksDir, ...filter }: ListFlags): void {
  const { items, total, counts } = openQueue(batch, checksDir).page(filter, { offset: 0, limit });
  if (json) return void items.forEach((item) => console.log(JSON.stringify(item)));
  for (const item of items) console.log(`${findingText(item)}\n`);
  const { open, assigned, accepted, overruled } = counts;
  console.log(
    `${items.length} of ${total} shown; in all ${open} open, ${assigned} assigned, ${accepted} accepted, ${overruled} overruled`,
  );
}

/** One after the other: what was done before one that is refused stays done. */
export async function actOnFindings(
  batch: string,
  items: readonly string[],
  act: 'accept' | 'overrule' | 'assign',
  { by, reason, to, as, checksDir }: ActFlags,
): Promise<void> {
  const queue = openQueue(batch, checksDir);
  const who = { name: by ?? userInfo().username, key: null };
  // All ids first, so that a mistyped one stops all.
  for (const item of items) queue.item(item);
  for (const item of items) {
    const { state, assignee } = await queue.decide({
      ...{ item, act, who, after: queue.item(item).last },
      ...(reason !== undefined && { reason }),
      ...(to !== undefined && { assignee: to }),
      ...(as !== undefined && { decision: as }),
    });
    console.log(`${item}  ${state}${state === 'assigned' && assignee !== null ? ` to ${assignee}` : ''}`);
  }
}

export function exportDecided(
  batch: string,
  { as, out, checksDir }: { as: 'calibration' | 'questions'; out: string; checksDir: string },
): void {
  const queue = openQueue(batch, checksDir);
  const rows = as === 'calibration' ? calibrationRows(queue) : trainingRows(queue, obligations());
  if (rows.length === 0)
    throw new InputError(`${batch}: nothing is decided whose text was kept`, {
      hint: 'Decide with `fin-r1 queue accept` and `overrule`, or on the page.',
    });
  writeFileAtomic(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  console.log(`${rows.length} rows  ${out}`);
  if (as === 'questions') console.log(recipeText(out));
}

function obligations(): Map<string, string> {
  return new Map(loadRulebooks().flatMap(({ rules }) => rules.map(({ id, obligation }) => [id, obligation])));
}

/** How a recipe takes the rows. */
function recipeText(out: string): string {
  const columns = Object.entries(trainingColumns).map(([key, value]) => `${key}: ${value}`);
  return `In a recipe's data.sources, with --data-dir ${dirname(out)}:\n  - { source: own, file: ${basename(out)}, columns: { ${columns.join(', ')} } }`;
}

/** @throws InputError where there is neither a batch of this name nor such a folder or log. */
function openQueue(batch: string, checksDir: string): Queue {
  if (!existsSync(batch) || basename(batch) === batch) {
    const folder = new ChecksFolder(checksDir);
    if (folder.names().includes(batch) || !existsSync(batch))
      return new Queue(queuePlace(folder.path(batch)));
  }
  if (statSync(batch).isDirectory()) return new Queue(queuePlace(batch));
  const results = join(dirname(batch), RESULTS);
  return new Queue({
    name: basename(batch, '.jsonl'),
    audit: batch,
    results: existsSync(results) ? results : null,
  });
}

function findingText({
  id,
  state,
  assignee,
  decision,
  rule,
  found,
  text,
  history,
  fault,
}: QueueItem): string {
  const head = `${id}  ${decision}, ${rule.severity}, ${state}${assignee === null ? '' : ` (${assignee})`}`;
  const from = [text.id, text.sender, text.time].filter((each) => each !== undefined).join('  ');
  const quotes = found?.quotes.map(({ start, end }) => quoteText(text.text ?? '', start, end)) ?? [];
  const acts = history.map(
    ({ time, by, act, reason }) =>
      `${time.slice(0, 16)} ${by}: ${act}${reason === null ? '' : ` (${reason})`}`,
  );
  return [
    head,
    from,
    ...(found === null
      ? [fault ?? 'its text was not kept']
      : [`${found.rule.title}, ${found.rule.citation}`]),
    ...quotes,
    ...(found === null ? [] : [found.reason]),
    ...acts,
  ]
    .map((line, at) => (at === 0 ? line : `  ${line}`))
    .join('\n');
}

function quoteText(text: string, start: number, end: number): string {
  const { line, column, before, passage, after } = placeInText(text, start, end, 60);
  return `${line}:${column}  ${before}»${passage}«${after}`;
}
