/** A text in sentences, and in windows of them, by offsets. */

import { partEnds } from '../rules/segments.ts';
import type { Span } from '../hardening/mapped-text.ts';

/** What is broken in two sentences that stand together is seen in one window; what stands around it does not drown it. */
export const WINDOW = 3;

/** Without the white space around each; those that are empty are left out. */
export function sentencesOf(text: string): Span[] {
  let start = 0;
  return partEnds(text, 'sentence').flatMap((end) => {
    const from = start + (text.slice(start, end).length - text.slice(start, end).trimStart().length);
    const to = from + text.slice(from, end).trimEnd().length;
    start = end;
    return to > from ? [{ start: from, end: to }] : [];
  });
}

/** Indices of the sentences of each window; a shorter text is one. */
export function windowsOf(count: number): number[][] {
  const windows = Math.max(1, count - WINDOW + 1);
  return Array.from({ length: windows }, (_, first) =>
    Array.from({ length: Math.min(WINDOW, count) }, (_, at) => first + at),
  );
}
