/**
 * A user's file → documents that the reasoning checker can trace numbers to.
 *
 * Files are read on a thread of their own: the one that asks never stands still, and a file that takes too long or too much memory,
 * by fault or by design, is given up without harm.
 */

import { extname } from 'node:path';
import { Slots } from '../core/slots.ts';
import type { ReadDocument } from './document.ts';
import { MOST_BYTES, MOST_HEAP_MIB, MOST_THREADS, TIME_LIMIT_MS } from './limits.ts';
import { readOnThread } from './reading-thread.ts';
import { refusal } from './refusal.ts';
import { shownName } from './shown-name.ts';

/** Source and build lie alike: the program beside this file, with the same ending. */
const program = new URL(`./read-worker${extname(import.meta.url)}`, import.meta.url);
const slots = new Slots(MOST_THREADS);

export interface ReadOptions {
  /** Ends the reading; the promise is then rejected with an `InterruptedError`. */
  signal?: AbortSignal;
}

/**
 * Reads PDF, XLSX, CSV, HTML, Markdown, plain text, and JSON that is documents already; by what the file holds, not by its name.
 * @throws InputError for a file that is empty, too large, damaged, locked, or of a kind that is not read.
 */
export async function readDocument(
  name: string,
  bytes: Uint8Array,
  { signal }: ReadOptions = {},
): Promise<ReadDocument> {
  const shown = shownName(name);
  if (bytes.length === 0) throw refusal(shown, 'is empty.', 'Check that it was saved or uploaded whole.');
  if (bytes.length > MOST_BYTES) {
    const size = Math.ceil(bytes.length / 2 ** 20);
    const hint = 'Give the pages or sheets that matter as a file of their own.';
    throw refusal(shown, `has ${size} MiB, and ${MOST_BYTES / 2 ** 20} MiB are read at most.`, hint);
  }
  const limits = { timeLimitMs: TIME_LIMIT_MS, mostHeapMib: MOST_HEAP_MIB };
  return slots.run(() => readOnThread({ program, name: shown, bytes, ...limits, signal }));
}
