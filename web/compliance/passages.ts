/** A text cut at the passages that verdicts and manipulations rest on. Passages may overlap. */

import type { Decision, Manipulation, Quote, Verdict } from './shapes.ts';

/** What a passage belongs to: a verdict, by its rule, or a manipulation, by its place in the list. */
export type Marked = { kind: 'rule'; rule: string } | { kind: 'manipulation'; index: number };

export interface Passage {
  of: Marked;
  start: number;
  end: number;
  decision: Decision | null;
}

export interface Piece {
  text: string;
  start: number;
  /** The shortest first: it is what a click on the piece means. */
  passages: Passage[];
}

/**
 * Passages that stand in the text as they are quoted; others are never shown as if they did. Those of one verdict that overlap are one
 * passage.
 */
export function passagesIn(
  text: string,
  verdicts: readonly Verdict[],
  manipulations: readonly Manipulation[],
): Passage[] {
  const found: Passage[] = [];
  const add = (quotes: readonly Quote[], of: Marked, decision: Decision | null): void => {
    const standing = quotes.filter((quote) => standsIn(text, quote));
    for (const { start, end } of merged(standing)) found.push({ of, start, end, decision });
  };
  for (const { rule, quotes, decision } of verdicts) add(quotes, { kind: 'rule', rule: rule.id }, decision);
  manipulations.forEach(({ quote }, index) => add([quote], { kind: 'manipulation', index }, null));
  return found;
}

function merged(quotes: readonly Quote[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of quotes.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

export function standsIn(text: string, { start, end, text: quoted }: Quote): boolean {
  return end > start && text.slice(start, end) === quoted;
}

export function piecesOf(text: string, passages: readonly Passage[]): Piece[] {
  const bounds = [0, text.length, ...passages.flatMap(({ start, end }) => [start, end])];
  const cuts = [...new Set(bounds)].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] as number;
    const over = passages.filter((passage) => passage.start <= start && passage.end >= end);
    over.sort((a, b) => a.end - a.start - (b.end - b.start));
    return { text: text.slice(start, end), start, passages: over };
  });
}

export function isSame(one: Marked | null, other: Marked): boolean {
  if (one?.kind === 'rule') return other.kind === 'rule' && one.rule === other.rule;
  return one?.kind === 'manipulation' && other.kind === 'manipulation' && one.index === other.index;
}

const order: readonly (Decision | null)[] = ['breach', 'needs review', null, 'compliant', 'not applicable'];

/** What a piece looks like: the gravest of what it belongs to. `manipulation` where only that. */
export function lookOf({ passages }: Piece): Decision | 'manipulation' {
  const gravest = [...passages].sort((a, b) => order.indexOf(a.decision) - order.indexOf(b.decision))[0];
  return gravest?.decision ?? 'manipulation';
}
