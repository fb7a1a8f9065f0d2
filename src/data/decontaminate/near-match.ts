/**
 * Evaluated questions that a training question paraphrases lightly: MinHash with banding finds candidates, the sets of shingles decide.
 * Beside the shingles the numbers must agree: a template filled with other numbers is another question.
 */

import type { EvaluatedQuestion } from './evaluated-questions.ts';
import { HashIndex } from './hash-index.ts';
import { MinHash } from './min-hash.ts';
import type { QuestionSpans } from './question-tokens.ts';
import { jaccard, numbersOf, shinglesOf } from './shingles.ts';
import { mix } from './tokens.ts';

/** 16 bands of 5: finds 99.8 % of pairs that are alike at 0.8. */
const BANDS = 16;
const ROWS = 5;
/** Of so many candidates under one band the first are looked at. */
const MOST_IN_BAND = 64;

export interface NearMatch {
  match: EvaluatedQuestion;
  similarity: number;
}

export class NearIndex {
  readonly #hash = new MinHash(BANDS * ROWS, 'decontaminate');
  readonly #bands = new HashIndex(MOST_IN_BAND);
  readonly #questions: EvaluatedQuestion[] = [];
  readonly #similarity: number;

  constructor(similarity: number) {
    this.#similarity = similarity;
  }

  add(question: EvaluatedQuestion): void {
    const shingles = shinglesOf(question.material, question.ask);
    if (shingles.size === 0) return;
    const number = this.#questions.push(question) - 1;
    for (const key of this.#bandKeys(shingles)) this.#bands.add(key, number);
  }

  find({ material, ask }: QuestionSpans): NearMatch | null {
    const shingles = shinglesOf(material, ask);
    const numbers = numbersOf(material, ask);
    const seen = new Set<number>();
    const found: number[] = [];
    let best: NearMatch | null = null;
    for (const key of this.#bandKeys(shingles)) {
      this.#bands.find(key, found);
      for (const number of found) {
        if (seen.has(number)) continue;
        seen.add(number);
        const match = this.#questions[number] as EvaluatedQuestion;
        const similarity = jaccard(shingles, shinglesOf(match.material, match.ask));
        if (similarity < this.#similarity || similarity <= (best?.similarity ?? 0)) continue;
        if (jaccard(numbers, numbersOf(match.material, match.ask)) < this.#similarity) continue;
        best = { match, similarity };
      }
    }
    return best;
  }

  #bandKeys(shingles: ReadonlySet<number>): number[] {
    if (shingles.size === 0) return [];
    const minima = this.#hash.minima(shingles);
    return Array.from({ length: BANDS }, (_, band) =>
      minima.subarray(band * ROWS, (band + 1) * ROWS).reduce((key, minimum) => mix(key ^ minimum), band),
    );
  }
}
