/**
 * A text made ready for a check. Tests read it in several views and a hit in any of them counts, so that nothing which was added to a text can
 * undo a hit: as it is written; decoded; and without what addresses the checker or is hidden from readers. Words in such passages may still
 * break a rule, but never keep one.
 */

import type { Manipulation, Quote } from '../check/verdict.ts';
import { decoded } from './decoded.ts';
import { finding } from './finding.ts';
import { instructionsIn } from './instructions.ts';
import { withoutLeetspeak } from './leetspeak.ts';
import type { MappedText, Span } from './mapped-text.ts';
import { normalised } from './normalise.ts';

export interface HardenedText {
  /** No two alike; the first is the text as it is written, normalised. */
  views: MappedText[];
  /**
   * For a model, one or two: decoded, without the clauses that address it; and where that differs, without the whole passages and what is
   * hidden. The first keeps a breach that stands among instructions, the second keeps what belongs to them from the model.
   */
  forModel: MappedText[];
  /** Whether something in it addresses the checker. */
  isSteering: boolean;
  /** Whether a passage of the original lies in what steers or is hidden. */
  isTrusted(quote: Quote): boolean;
  manipulations: Manipulation[];
}

/** @param hidden passages of `original` that its readers do not see, as its file tells */
export function harden(original: string, hidden: readonly Span[] = []): HardenedText {
  const manipulations: Manipulation[] = hidden.map(({ start, end }) => ({
    kind: 'hidden text',
    quote: { text: original.slice(start, end), start, end },
    plain: null,
  }));
  const plain = normalised(original, manipulations);
  const open = decoded(plain, manipulations);
  const text = open === plain ? plain : normalised(open, manipulations);
  const words = withoutLeetspeak(text, 'i', manipulations);
  const otherWords = words === text ? text : withoutLeetspeak(text, 'l', manipulations);
  const { clauses, passages } = instructionsIn(words.text);
  for (const span of passages) manipulations.push(finding('instruction', words, span, null));
  const unseen = hidden.map((span) => words.spanOf(span));
  const cleaned = [clauses, passages].map((spans) => joined(words.without([...spans, ...unseen])));
  const untrusted: Span[] = [...passages.map(({ start, end }) => words.quote(start, end)), ...hidden];
  return {
    views: distinct([plain, words, otherWords, ...cleaned]),
    forModel: distinct([joined(words.without(clauses)), joined(words.without([...passages, ...unseen]))]),
    isSteering: passages.length > 0,
    isTrusted: ({ start, end }) => !untrusted.some((span) => start < span.end && span.start < end),
    manipulations: inOrder(manipulations),
  };
}

/** Words between which something stood come together again. */
function joined(text: MappedText): MappedText {
  return text.replace(/ {2,}/g, () => ' ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, () => '');
}

function distinct(texts: readonly MappedText[]): MappedText[] {
  const seen = new Set<string>();
  return texts.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function inOrder(all: readonly Manipulation[]): Manipulation[] {
  const byPlace = new Map(all.map((one) => [`${one.kind} ${one.quote.start} ${one.quote.end}`, one]));
  return [...byPlace.values()].sort((a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end);
}
