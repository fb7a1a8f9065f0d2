/**
 * Sets of shingles (3 words or 5 characters) and how alike two sets are. Shingles do not cross pieces, so that options and table rows
 * may stand in any order; a piece shorter than a shingle is one.
 */

import type { TokenSpan } from './question-tokens.ts';
import { mix, NUMBER } from './tokens.ts';
import { forEachWindow, shingle } from './windows.ts';

function addShingles({ codes, ends }: TokenSpan, into: Set<number>): void {
  let start = 0;
  for (const end of ends) {
    let found = false;
    forEachWindow(codes, [start, end], shingle, (hash) => {
      found = true;
      into.add(hash);
    });
    if (!found && end > start) into.add(codes.subarray(start, end).reduce((hash, code) => mix(hash + code)));
    start = end;
  }
}

export function shinglesOf(...spans: readonly TokenSpan[]): Set<number> {
  const shingles = new Set<number>();
  for (const span of spans) addShingles(span, shingles);
  return shingles;
}

/** The different numbers that a text names. */
export function numbersOf(...spans: readonly TokenSpan[]): Set<number> {
  const numbers = new Set<number>();
  for (const { codes } of spans) {
    for (const code of codes) if ((code & NUMBER) !== 0) numbers.add(code);
  }
  return numbers;
}

/** Size of the intersection over size of the union; two empty sets are alike. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const member of a) if (b.has(member)) shared++;
  const union = a.size + b.size - shared;
  return union === 0 ? 1 : shared / union;
}
