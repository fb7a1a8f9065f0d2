/** The sentence around a number, cut where a text without stops goes on and on: time must not grow by the square of its length. */

import type { ParsedNumber } from '../number.ts';

/** Characters before a number and behind it; no sentence of sense is longer. */
const REACH = 2000;

export function sentenceAround(
  step: { start: number; end: number } | undefined,
  number: ParsedNumber,
): { start: number; end: number } {
  return {
    start: Math.max(step?.start ?? 0, number.start - REACH),
    end: Math.min(step?.end ?? 0, number.end + REACH),
  };
}
