/**
 * A text that was rewritten, and where each of its letters stood before: tests read what was meant, quotes stay verbatim.
 */

import type { Quote } from '../check/verdict.ts';

/** From `start` to before `end`, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

export interface Edit extends Span {
  by: string;
}

export class MappedText {
  readonly original: string;
  readonly text: string;
  /** By unit of `text`: where what it stands for begins and ends in `original`. Null while nothing was rewritten. */
  readonly #map: { starts: Int32Array; ends: Int32Array } | null;

  private constructor(original: string, text: string, map: { starts: Int32Array; ends: Int32Array } | null) {
    this.original = original;
    this.text = text;
    this.#map = map;
  }

  static of(original: string): MappedText {
    return new MappedText(original, original, null);
  }

  /** What the passage from `start` to `end` of `text` stands for, verbatim. */
  quote(start: number, end: number): Quote {
    const at = this.#startOf(start);
    const until = end <= start ? at : this.#endOf(end - 1);
    return { text: this.original.slice(at, until), start: at, end: until };
  }

  /** The part of `text` that stands for a passage of the original; empty where nothing is left of it. */
  spanOf({ start, end }: Span): Span {
    const from = this.#firstUnit((unit) => this.#endOf(unit) > start);
    const to = this.#firstUnit((unit) => this.#startOf(unit) >= end);
    return { start: from, end: Math.max(from, to) };
  }

  /** Rewrites every match of a global pattern; null leaves one as it is. */
  replace(pattern: RegExp, by: (match: RegExpExecArray) => string | null): MappedText {
    const edits: Edit[] = [];
    for (const match of this.text.matchAll(pattern)) {
      const [found] = match;
      const written = by(match);
      if (written !== null && written !== found)
        edits.push({ start: match.index, end: match.index + found.length, by: written });
    }
    return this.edit(edits);
  }

  /** `edits` in their order, none over another. What keeps its length is taken letter by letter, anything else as a whole. */
  edit(edits: readonly Edit[]): MappedText {
    if (edits.length === 0) return this;
    const growth = edits.reduce((sum, { start, end, by }) => sum + by.length - (end - start), 0);
    const starts = new Int32Array(this.text.length + growth);
    const ends = new Int32Array(starts.length);
    const parts: string[] = [];
    let read = 0;
    let written = 0;
    const copy = (end: number): void => {
      parts.push(this.text.slice(read, end));
      for (; read < end; read++, written++) {
        starts[written] = this.#startOf(read);
        ends[written] = this.#endOf(read);
      }
    };
    for (const { start, end, by } of edits) {
      copy(start);
      parts.push(by);
      const isByLetter = by.length === end - start;
      for (let at = 0; at < by.length; at++, written++) {
        starts[written] = this.#startOf(isByLetter ? start + at : start);
        ends[written] = this.#endOf(isByLetter ? start + at : Math.max(start, end - 1));
      }
      read = end;
    }
    copy(this.text.length);
    return new MappedText(this.original, parts.join(''), { starts, ends });
  }

  /** With a blank in place of each span; they may come in any order and lie over each other. */
  without(spans: readonly Span[]): MappedText {
    const edits: Edit[] = [];
    for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
      const last = edits.at(-1);
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else if (end > start) edits.push({ start, end, by: ' ' });
    }
    return this.edit(edits);
  }

  #startOf(unit: number): number {
    if (this.#map === null) return unit;
    return this.#map.starts[unit] ?? this.original.length;
  }

  #endOf(unit: number): number {
    if (this.#map === null) return unit + 1;
    return this.#map.ends[unit] ?? this.original.length;
  }

  #firstUnit(isReached: (unit: number) => boolean): number {
    let low = 0;
    let high = this.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isReached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
