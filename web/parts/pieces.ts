/** A text cut at its numbers and at the calculations that do not hold. */

import type { MarkedClaim, MarkedNumber } from './marked-number.ts';

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'number'; text: string; index: number }
  | { kind: 'wrong'; pieces: Piece[]; computed: number | null };

/** Marks that overlap an earlier one, or lie outside, are left out: the text itself is always shown whole. */
export function piecesOf(
  text: string,
  numbers: readonly MarkedNumber[],
  claims: readonly MarkedClaim[] = [],
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const claim of claims.filter(({ holds }) => !holds).sort((a, b) => a.start - b.start)) {
    if (claim.start < at || claim.end > text.length) continue;
    pieces.push(...numbersIn(text, at, claim.start, numbers));
    pieces.push({
      kind: 'wrong',
      pieces: numbersIn(text, claim.start, claim.end, numbers),
      computed: claim.computed,
    });
    at = claim.end;
  }
  pieces.push(...numbersIn(text, at, text.length, numbers));
  return pieces;
}

function numbersIn(text: string, from: number, to: number, numbers: readonly MarkedNumber[]): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  numbers.forEach(({ start, end }, index) => {
    if (start < at || end > to) return;
    if (start > at) pieces.push({ kind: 'text', text: text.slice(at, start) });
    pieces.push({ kind: 'number', text: text.slice(start, end), index });
    at = end;
  });
  if (at < to) pieces.push({ kind: 'text', text: text.slice(at, to) });
  return pieces;
}
