/**
 * Evaluated questions that a training question paraphrases lightly: MinHash with banding finds candidates, the sets of shingles decide.
 * Beside the shingles the numbers must agree: a template filled with other numbers is another question.
 */

import type { EvaluatedQuestion } from './evaluated-questions.ts';
import { HashIndex } from './hash-index.ts';
import { estimate, MinHash } from './min-hash.ts';
import type { QuestionSpans } from './question-tokens.ts';
import { jaccard, numbersOf, shinglesOf } from './shingles.ts';
import { mix } from './tokens.ts';

/** 16 bands of 5: finds 99.8 % of pairs that are alike at 0.8. */
const BANDS = 16;
const ROWS = 5;
/** An estimate from 80 minima is off by more than this in one of 1,000 cases; the sets need not be compared then. */
const DOUBT = 0.15;
/** Of so many candidates under one band the first are looked at. */
const MOST_IN_BAND = 64;

export interface NearMatch {
  match: EvaluatedQuestion;
  similarity: number;
}

export class NearIndex {
  readonly #hash = new MinHash(BANDS * ROWS, 'decontaminate');
  readonly #bands = new HashIndex(MOST_IN_BAND);
  readonly #known: { question: EvaluatedQuestion; minima: Uint32Array }[] = [];
  readonly #similarity: number;

  constructor(similarity: number) {
    this.#similarity = similarity;
  }

  add(question: EvaluatedQuestion): void {
    const shingles = shinglesOf(question.material, question.ask);
    if (shingles.size === 0) return;
    const minima = this.#hash.minima(shingles);
    const number = this.#known.push({ question, minima }) - 1;
    for (const key of bandKeys(minima)) this.#bands.add(key, number);
  }

  find({ material, ask }: QuestionSpans): NearMatch | null {
    const shingles = shinglesOf(material, ask);
    if (shingles.size === 0) return null;
    const numbers = numbersOf(material, ask);
    const minima = this.#hash.minima(shingles);
    const candidates = new Set<number>();
    const found: number[] = [];
    for (const key of bandKeys(minima)) {
      this.#bands.find(key, found);
      for (const number of found) candidates.add(number);
    }
    let best: NearMatch | null = null;
    for (const number of candidates) {
      const known = this.#known[number];
      if (known === undefined || estimate(minima, known.minima) < this.#similarity - DOUBT) continue;
      const { question: match } = known;
      const similarity = jaccard(shingles, shinglesOf(match.material, match.ask));
      if (similarity < this.#similarity || similarity <= (best?.similarity ?? 0)) continue;
      if (jaccard(numbers, numbersOf(match.material, match.ask)) < this.#similarity) continue;
      best = { match, similarity };
    }
    return best;
  }
}

function bandKeys(minima: Uint32Array): number[] {
  return Array.from({ length: BANDS }, (_, band) =>
    minima.subarray(band * ROWS, (band + 1) * ROWS).reduce((key, minimum) => mix(key ^ minimum), band),
  );
}
