/**
 * Many texts, checked once each: what a stopped or killed run has done stays, and the next one does the rest. Every row of the results has
 * its record in the audit log.
 */

import { contentHash } from '../../../core/ids.ts';
import { InputError, InterruptedError } from '../../../core/errors.ts';
import type { CheckedText, TextToCheck } from '../check/verdict.ts';
import { RESULTS, type BatchFolder } from './batch-folder.ts';
import { earlierRows } from './earlier-rows.ts';
import { keyOf, ResultsFile, type ResultRow } from './results-file.ts';
import { VERDICT, verdictBody, type Who } from './verdict-record.ts';

export type CheckText = (
  text: TextToCheck,
  signal?: AbortSignal,
  /** Told how many requests to a model are answered, of how many. */
  onAnswer?: (done: number, total: number) => void,
) => Promise<CheckedText>;

export interface BatchOptions {
  who: Who;
  /** Texts that are checked at the same time: with a model, requests. */
  concurrency: number;
  signal?: AbortSignal;
  /** Texts and quotes stand in the audit log too. */
  keepTexts?: boolean;
  onProgress?: (done: number, total: number, found: number) => void;
}

export interface BatchOutcome {
  /** By the order of the texts. */
  rows: ResultRow[];
  /** Texts that this run checked; the others were done before. */
  checked: number;
  /** Of these, those that earlier runs had checked while the model failed. */
  repeated: number;
}

/**
 * @throws InputError where the folder's results are of other texts, or are not what its audit log says.
 * @throws InterruptedError when `signal` fires; what was done stays.
 */
export async function runBatch(
  folder: BatchFolder,
  texts: readonly TextToCheck[],
  check: CheckText,
  { who, concurrency, signal, keepTexts = false, onProgress }: BatchOptions,
): Promise<BatchOutcome> {
  const wanted = new Map(texts.map((text) => [keyOf(text.id, contentHash(text.text, 64)), text]));
  if (wanted.size < texts.length)
    throw new InputError(`${texts.length - wanted.size} texts have id and text of another one`, {
      hint: 'Give each file once.',
    });
  const results = new ResultsFile(folder.path(RESULTS));
  try {
    const done = await earlierRows(folder, wanted, { who, keepTexts });
    const repeated = [...done].filter(([, { checked }]) => checked.modelFaults.length > 0);
    for (const [key] of repeated) done.delete(key);
    const left = [...wanted].filter(([key]) => !done.has(key));
    let found = [...done.values()].filter(isFound).length;
    onProgress?.(done.size, wanted.size, found);

    const keep = grouped(async (rows: readonly ResultRow[]) => {
      results.append(rows);
      const bodies = rows.map(({ text, checked }) => verdictBody(checked, who, keepTexts ? text : null));
      await Promise.all(bodies.map((body) => folder.audit.append(VERDICT, { ...body })));
      for (const row of rows) done.set(keyOf(row.checked.id, row.checked.inputHash), row);
      found += rows.filter(isFound).length;
      onProgress?.(done.size, wanted.size, found);
    });
    const failed = new AbortController();
    const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
    const rest = left.values();
    const work = async (): Promise<void> => {
      for (const [key, text] of rest) {
        if (either.aborted) return;
        const checked = await check(text, either);
        if (keyOf(checked.id, checked.inputHash) !== key)
          throw new Error(`${text.id}: the verdict is on another text (${checked.id}, ${checked.inputHash})`);
        await keep({ text, checked });
      }
    };
    const workers = Array.from({ length: concurrency }, async () => {
      await work().catch((error: unknown) => failed.abort(error));
    });
    await Promise.all(workers);
    if (signal?.aborted === true)
      throw new InterruptedError(`stopped after ${done.size} of ${wanted.size} texts`, {
        hint: 'The same command goes on from there.',
      });
    failed.signal.throwIfAborted();
    const rows = [...wanted.keys()].map((key) => done.get(key) as ResultRow);
    return { rows, checked: left.length, repeated: repeated.length };
  } finally {
    results.close();
  }
}

function isFound({ checked: { decision } }: ResultRow): boolean {
  return decision === 'breach' || decision === 'needs review';
}

/** A function that hands what it is given to `write` in groups: all that came while the group before was written. */
function grouped<T>(write: (group: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: T[] = [];
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  return (item) => {
    waiting.push(item);
    next ??= last = last.then(async () => {
      const group = waiting;
      waiting = [];
      next = null;
      await write(group);
    });
    return next;
  };
}
