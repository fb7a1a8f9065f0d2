/**
 * A text made ready for a check. Tests read it in several views and a hit in any of them counts, so that nothing which was added to a text can
 * undo a hit: as it is written; decoded; with disguised words undone; and without what addresses the checker or is hidden from readers. Words in such passages may still
 * break a rule, but never keep one.
 */

import type { Manipulation, Quote } from '../check/verdict.ts';
import { decoded } from './decoded.ts';
import { instructionsIn } from './instructions.ts';
import { withoutLeetspeak } from './leetspeak.ts';
import type { MappedText, Span } from './mapped-text.ts';
import { withoutMarkup } from './markup.ts';
import { normalised } from './normalise.ts';
import { joinedLines } from './spacing.ts';
import { undoneChinese } from './undone-chinese.ts';
import { undoneEnglish, withoutJoins } from './undone-english.ts';

export interface HardenedText {
  /** No two alike; the first is the text as it is written, normalised. */
  views: MappedText[];
  /**
   * For a model, one or two: decoded, letters and figures as they are, without the clauses that address it; and where that differs, without the whole passages and what is
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
  const flow = joinedLines(withoutMarkup(words));
  const apart = withoutLeetspeak(
    withoutJoins(joinedLines(withoutMarkup(text)), manipulations),
    'i',
    manipulations,
  );
  const undone = undoneChinese(undoneEnglish(apart, manipulations), manipulations);
  const readings = distinct([words, flow, undone]).map((reading) => without(reading, hidden));
  const passages = readings.flatMap((reading) => reading.passages);
  for (const quote of passages) manipulations.push({ kind: 'instruction', quote, plain: null });
  const clauses = readings.flatMap((reading) => reading.clauses);
  // Figures stay figures in it: they may be a code, `wxid_abc123`.
  const shown = without(joinedLines(text), hidden, { clauses, passages });
  const untrusted: Span[] = [...passages, ...hidden];
  return {
    views: distinct([
      ...[plain, words, otherWords, flow, undone],
      ...readings.flatMap(({ byClause, byPassage }) => [byClause, byPassage]),
    ]),
    forModel: distinct([shown.seen, shown.byPassage]),
    isSteering: passages.length > 0,
    isTrusted: ({ start, end }) => !untrusted.some((span) => start < span.end && span.start < end),
    manipulations: inOrder(manipulations),
  };
}

interface Cleaned {
  /** Of the original. */
  clauses: Quote[];
  passages: Quote[];
  /** Without the clauses that address the checker. */
  seen: MappedText;
  /** And without what is hidden. */
  byClause: MappedText;
  byPassage: MappedText;
}

/** @param others found in other readings of the text, as spans of the original */
function without(
  text: MappedText,
  hidden: readonly Span[],
  others: { clauses: readonly Span[]; passages: readonly Span[] } = { clauses: [], passages: [] },
): Cleaned {
  const own = instructionsIn(text.text);
  const quoted = (spans: readonly Span[]): Quote[] => spans.map(({ start, end }) => text.quote(start, end));
  const [clauses, passages] = [quoted(own.clauses), quoted(own.passages)];
  // What is encoded is one span of the original: it goes as a whole only where nothing narrower is known of it.
  const more = (spans: readonly Span[], known: readonly Span[]): Span[] =>
    spans
      .filter(({ start, end }) => !known.some((span) => start < span.end && span.start < end))
      .map((span) => text.spanOf(span));
  const allClauses = [...own.clauses, ...more(others.clauses, clauses)];
  const allPassages = [...own.passages, ...more(others.passages, passages)];
  const unseen = hidden.map((span) => text.spanOf(span));
  return {
    clauses,
    passages,
    seen: joined(text.without(allClauses)),
    byClause: joined(text.without([...allClauses, ...unseen])),
    byPassage: joined(text.without([...allPassages, ...unseen])),
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

/** By place; of those of a kind that lie in another only that one. */
function inOrder(all: readonly Manipulation[]): Manipulation[] {
  const sorted = all.toSorted((a, b) => a.quote.start - b.quote.start || b.quote.end - a.quote.end);
  return sorted.filter(
    ({ kind, quote }, at) =>
      !sorted.slice(0, at).some((other) => other.kind === kind && other.quote.end >= quote.end),
  );
}
