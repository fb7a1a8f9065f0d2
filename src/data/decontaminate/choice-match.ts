/**
 * Choice questions with the same options, in any order, whose text is nearly the same: 把 for 将, 央行 for 中国人民银行. A short question has too
 * few n-grams and shingles for that: one character in its middle breaks half of them. Beside the same options little else is needed:
 * of the shorter question 90 % stands in the other in order, of both together 80 %, the same holds of their material, and the numbers are the
 * same. Material counts by itself because a task with fixed options (a sentiment) asks of every text in the same words.
 */

import type { EvaluatedQuestion } from './evaluated-questions.ts';
import { HashIndex } from './hash-index.ts';
import { optionsHash, type QuestionSpans } from './question-tokens.ts';
import { jaccard, numbersOf } from './shingles.ts';

const SHARE_OF_SHORTER = 0.9;
const SHARE_OF_BOTH = 0.8;
/** Longer texts have n-grams enough. */
const MOST_TOKENS = 400;
/** Of so many evaluated questions with the same options (correct, wrong) the first are looked at. */
const MOST_ALIKE = 64;

export class ChoiceIndex {
  readonly #byOptions = new HashIndex(MOST_ALIKE);
  readonly #known: EvaluatedQuestion[] = [];
  readonly #found: number[] = [];

  add(question: EvaluatedQuestion): void {
    const options = optionsHash(question);
    if (options === null || isLong(question)) return;
    this.#byOptions.add(options, this.#known.push(question) - 1);
  }

  find(spans: QuestionSpans): { match: EvaluatedQuestion; similarity: number } | null {
    const options = optionsHash(spans);
    if (options === null || isLong(spans)) return null;
    this.#byOptions.find(options, this.#found);
    const stem = stemOf(spans);
    let best: { match: EvaluatedQuestion; similarity: number } | null = null;
    for (const number of this.#found) {
      const match = this.#known[number] as EvaluatedQuestion;
      const page = likeness(spans.material.codes, match.material.codes);
      const similarity = page === 0 ? 0 : Math.min(page, likeness(stem, stemOf(match)));
      if (similarity <= (best?.similarity ?? 0) || !sameNumbers(spans, match)) continue;
      best = { match, similarity };
    }
    return best;
  }
}

function isLong({ material, ask }: QuestionSpans): boolean {
  return material.codes.length + ask.codes.length > MOST_TOKENS;
}

/** The question without its options. */
function stemOf({ ask: { codes, runs } }: QuestionSpans): Uint32Array {
  return codes.subarray(0, runs[0]?.[1] ?? 0);
}

function sameNumbers(a: QuestionSpans, b: QuestionSpans): boolean {
  return jaccard(numbersOf(a.material, a.ask), numbersOf(b.material, b.ask)) === 1;
}

/** The share of both texts that their longest common subsequence is; 0 where that is too little. Two empty texts are alike. */
function likeness(a: Uint32Array, b: Uint32Array): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (longer.length === 0) return 1;
  if (2 * shorter.length < SHARE_OF_BOTH * (a.length + b.length)) return 0;
  const common = commonSubsequence(longer, shorter);
  const share = (2 * common) / (a.length + b.length);
  return common >= SHARE_OF_SHORTER * shorter.length && share >= SHARE_OF_BOTH ? share : 0;
}

function commonSubsequence(a: Uint32Array, b: Uint32Array): number {
  const row = new Uint16Array(b.length + 1);
  for (const code of a) {
    let diagonal = 0;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] as number;
      row[j + 1] = b[j] === code ? diagonal + 1 : Math.max(above, row[j] as number);
      diagonal = above;
    }
  }
  return row[b.length] as number;
}
