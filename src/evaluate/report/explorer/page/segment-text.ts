/** A trace cut into plain text, marks and wrong claims, so that it can be shown piece by piece. Runs in the page. */

import type { AnswerData } from '../page-data.ts';

export interface Segment {
  text: string;
  /** Code and origin of a number; null for other text. */
  mark: { code: number; origin: string | null } | null;
  /** The number of the wrong claim that it is part of, or -1. */
  claim: number;
}

/** The segments join to the text. Of wrong claims that overlap the first is underlined; each is told in the facts. */
export function segmentText({ text, marks, origins, wrong }: AnswerData): Segment[] {
  const claims = wrong
    .map(([start, end], claim) => ({ start, end, claim }))
    .sort((a, b) => a.start - b.start)
    .filter((own, at, all) => all.slice(0, at).every((before) => before.end <= own.start));
  const segments: Segment[] = [];

  function push(start: number, end: number, mark: Segment['mark']): void {
    let at = start;
    while (at < end) {
      const inside = claims.find((claim) => claim.start <= at && at < claim.end);
      const next = claims.find((claim) => claim.start > at);
      const stop = Math.min(end, inside?.end ?? next?.start ?? end);
      segments.push({ text: text.slice(at, stop), mark, claim: inside?.claim ?? -1 });
      at = stop;
    }
  }

  let at = 0;
  for (let i = 0; i + 3 < marks.length; i += 4) {
    const [gap = 0, length = 0, code = 0, origin = -1] = marks.slice(i, i + 4);
    push(at, at + gap, null);
    push(at + gap, at + gap + length, { code, origin: origins[origin] ?? null });
    at += gap + length;
  }
  push(at, text.length, null);
  return segments;
}
