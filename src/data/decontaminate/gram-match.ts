/**
 * Copies of evaluated texts inside training texts, by n-grams.
 *
 * A training question is a copy when of an evaluated question's material, or of its ask, a share stands in it word for word, in stretches
 * of 13 words or 18 characters and more; where the training text is the shorter one, that share of it stands in the other.
 * - Half of a text is enough; of one below 39 words (54 characters) four fifths, since one idiom may be half of such a text.
 * - A text of 8 to 12 words (11 to 17 characters) must stand in it whole; shorter ones are not looked for in longer texts.
 * - The ask of a question with material must be found to four fifths; where no stretch of its material is found with it, an ask of less
 *   than 13 words does not count: "what was the change in revenue from 2007 to 2008?" is asked of many pages.
 * - Stretches that more than four evaluated documents share are boilerplate (instructions, "the following table presents …") and count
 *   neither for nor against. Everything evaluated must therefore be added before the first check.
 */

import type { EvaluatedDocument, EvaluatedQuestion } from './evaluated-questions.ts';
import { HashIndex } from './hash-index.ts';
import type { QuestionSpans, TokenSpan } from './question-tokens.ts';
import { forEachWindow, longGram, shortGram, totalWeight, weightOf, type WindowSize } from './windows.ts';

const MOST_DOCUMENTS = 4;
const MOST_CANDIDATES = 16;
const SHARE_OF_SHORT = 0.8;
/** Texts of less weight are short: three grams. */
const SHORT = 3 * longGram.length;

const LONG_SPAN = 128;

/** Marks of tokens, by the grams that lie over them. */
const OWN = 1;
const COPIED = 2;
const BOILERPLATE = 4;

type Visitor = (hash: number, start: number, end: number, check: number) => void;

export interface GramMatch {
  match: EvaluatedQuestion;
  share: number;
}

/** Long grams where a run has one, else short ones. */
function sizeFor({ codes, runs }: TokenSpan): WindowSize {
  const hasLong = runs.some(
    ([from, to]) => totalWeight(codes.subarray(from, to), longGram) >= longGram.length,
  );
  return hasLong ? longGram : shortGram;
}

function forEachGram({ codes, runs }: TokenSpan, size: WindowSize, visit: Visitor): void {
  for (const run of runs) forEachWindow(codes, run, size, visit);
}

/**
 * Whether the index has the gram at `start` of an evaluated span: all of a short span, every second of a long one. Since all grams of a
 * training text are looked up, a copy of one token more than a gram is found all the same, and the index takes half.
 */
function isKept(span: TokenSpan, start: number): boolean {
  return span.codes.length <= LONG_SPAN || start % 2 === 0;
}

/** The grams of a training question; 53 bits each, so that chance finds none. */
function gramKey(hash: number, check: number): number {
  return (check & 0x1fffff) * 0x100000000 + hash;
}

export class GramIndex {
  readonly #long = new HashIndex(MOST_DOCUMENTS);
  readonly #short = new HashIndex(MOST_DOCUMENTS);
  readonly #minimumShare: number;
  readonly #found: number[] = [];

  constructor(minimumShare: number) {
    this.#minimumShare = minimumShare;
  }

  add(span: TokenSpan, document: number): void {
    const size = sizeFor(span);
    forEachGram(span, size, (hash, start) => {
      if (isKept(span, start)) this.#of(size).add(hash, document);
    });
  }

  /** The evaluated question that `tokens` holds most of, among `documents`, or null. */
  find({ material, ask }: QuestionSpans, documents: readonly EvaluatedDocument[]): GramMatch | null {
    const shared = new Map<number, number>();
    const forEach = (visit: (size: WindowSize) => Visitor): void => {
      for (const size of [longGram, shortGram]) {
        for (const span of [material, ask]) forEachGram(span, size, visit(size));
      }
    };
    forEach((size) => (hash) => {
      for (const document of this.#documentsOf(hash, size)) {
        shared.set(document, (shared.get(document) ?? 0) + 1);
      }
    });
    if (shared.size === 0) return null;
    const grams = new Set<number>();
    forEach(() => (hash, _start, _end, check) => grams.add(gramKey(hash, check)));
    const weight = totalWeight(material.codes, longGram) + totalWeight(ask.codes, longGram);
    const candidates = [...shared].sort(([d, a], [e, b]) => b - a || d - e).slice(0, MOST_CANDIDATES);
    let best: GramMatch | null = null;
    for (const [document] of candidates) {
      for (const match of documents[document]?.questions ?? []) {
        const share = this.#shareOf(match, grams, weight);
        if (share >= this.#minimumShare && share > (best?.share ?? 0)) best = { match, share };
      }
    }
    return best;
  }

  /** The documents with this gram; none where it is boilerplate. */
  #documentsOf(hash: number, size: WindowSize): readonly number[] {
    this.#of(size).find(hash, this.#found);
    return this.#found.length > MOST_DOCUMENTS ? [] : this.#found;
  }

  #of(size: WindowSize): HashIndex {
    return size === longGram ? this.#long : this.#short;
  }

  #shareOf({ material, ask }: EvaluatedQuestion, grams: ReadonlySet<number>, weight: number): number {
    const page = this.#coverage(material, grams, weight);
    if (page.share >= this.#minimumShare) return page.share;
    const { share } = this.#coverage(ask, grams, weight);
    if (material.codes.length === 0) return share;
    return share < SHARE_OF_SHORT || (!page.found && sizeFor(ask) === shortGram) ? 0 : share;
  }

  /** Whether any of `span` stands in the training text, and the share of the shorter one that does, 0 where it is too little. */
  #coverage(span: TokenSpan, grams: ReadonlySet<number>, weight: number): { found: boolean; share: number } {
    const size = sizeFor(span);
    const marks = new Uint8Array(span.codes.length);
    let isBoilerplate = false;
    forEachGram(span, size, (hash, start, end, check) => {
      if (isKept(span, start)) isBoilerplate = this.#documentsOf(hash, size).length === 0;
      const mark = isBoilerplate ? BOILERPLATE : grams.has(gramKey(hash, check)) ? COPIED : OWN;
      for (let i = start; i < end; i++) (marks[i] as number) |= mark;
    });
    let [copied, own, total] = [0, 0, 0];
    for (const [i, code] of span.codes.entries()) {
      const mark = marks[i] as number;
      if (mark === 0) continue;
      const tokenWeight = weightOf(code, longGram);
      total += tokenWeight;
      if ((mark & BOILERPLATE) !== 0) continue;
      own += tokenWeight;
      if ((mark & COPIED) !== 0) copied += tokenWeight;
    }
    if (copied === 0) return { found: false, share: 0 };
    if (size === shortGram) return { found: true, share: copied === total ? 1 : 0 };
    const basis = Math.min(own, weight);
    const share = Math.min(1, copied / basis);
    return { found: true, share: basis < SHORT && share < SHARE_OF_SHORT ? 0 : share };
  }
}
