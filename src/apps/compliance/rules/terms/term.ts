/** A phrase, or a list of them, ready to be looked for. */

import type { Anchors } from './anchors.ts';

export interface Span {
  /** UTF-16 units. */
  start: number;
  end: number;
}

export interface CompiledPhrase {
  /** As it is written in the rulebook. */
  phrase: string;
  pattern: RegExp;
  anchors: Anchors;
}

/** As it is written: `$guarantee`, or a phrase. The same object in every rule that means the same, so that a text is searched once. */
export interface Term {
  written: string;
  phrases: CompiledPhrase[];
}

/** Every place where one of the term's phrases stands, in order of their beginnings. */
export function findTerm({ phrases }: Term, text: string, features: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  for (const { pattern, anchors } of phrases) {
    if (anchors !== null && !anchors.values().some((anchor) => features.has(anchor))) continue;
    for (const match of text.matchAll(pattern)) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}
