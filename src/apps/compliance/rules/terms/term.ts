/** A phrase, or a list of them, ready to be looked for. */

import type { AnchorIndex } from './anchors.ts';

export interface Span {
  /** UTF-16 units. */
  start: number;
  end: number;
}

export class CompiledPhrase {
  /** Numbers of the sets of anchors (in the term's index) that a text has to have. */
  readonly needs: readonly number[];
  readonly #source: string;
  #pattern: RegExp | null = null;

  constructor(source: string, needs: readonly number[]) {
    this.#source = source;
    this.needs = needs;
  }

  /** Made when it is first asked for: most phrases can stand in few texts. */
  get pattern(): RegExp {
    this.#pattern ??= new RegExp(this.#source, 'gi');
    return this.#pattern;
  }
}

/** The same object in every rule that means the same, so that a text is searched once. */
export interface Term {
  /** `$guarantee`, or a phrase. */
  written: string;
  phrases: CompiledPhrase[];
  index: AnchorIndex;
}

/** Every place where one of the term's phrases stands, in order of their beginnings. `present` is of the term's index. */
export function findTerm({ phrases }: Term, text: string, present: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (const phrase of phrases) {
    if (!phrase.needs.every((number) => present[number] === 1)) continue;
    for (const match of text.matchAll(phrase.pattern)) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}
