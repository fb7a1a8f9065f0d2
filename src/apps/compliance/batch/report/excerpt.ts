/** The passages of a text around what was quoted, as pieces that are marked or not: a report shows no whole documents. */

import type { Quote } from '../../check/verdict.ts';

export interface Piece {
  text: string;
  isMarked: boolean;
}

/** UTF-16 units of the text that are shown before the first quote and after each. */
const AROUND = 160;

export function excerptOf(text: string, quotes: readonly Pick<Quote, 'start' | 'end'>[]): Piece[] {
  const marks = merged(quotes);
  const pieces: Piece[] = [];
  const put = (from: number, to: number, isMarked: boolean): void => {
    if (to > from) pieces.push({ text: text.slice(from, to), isMarked });
  };
  let shown = 0;
  for (const { start, end } of marks) {
    const from = Math.max(shown, whole(text, start - AROUND));
    if (from > shown) pieces.push({ text: ' … ', isMarked: false });
    put(from, start, false);
    put(start, end, true);
    const next = marks.find((mark) => mark.start >= end)?.start ?? text.length;
    shown = Math.min(next, whole(text, end + AROUND));
    put(end, shown, false);
  }
  if (marks.length === 0) put(0, (shown = whole(text, 2 * AROUND)), false);
  if (shown < text.length) pieces.push({ text: ' … ', isMarked: false });
  return pieces;
}

/** Quotes that overlap are one mark. */
function merged(quotes: readonly Pick<Quote, 'start' | 'end'>[]): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of quotes.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/** A place in the text that parts no pair of surrogates. */
function whole(text: string, at: number): number {
  const place = Math.min(Math.max(0, at), text.length);
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}
