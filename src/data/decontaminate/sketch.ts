/**
 * Sketch: a question in 100 bytes, from which similarity can be estimated.
 *
 * 96 minima cut to 8 bits (b-bit MinHash, Li & König 2010), packed four a word: half of them over the ask and half over the material, so
 * that neither another ask on the same page nor the same ask on another page is alike. Where one of both is empty all are over the
 * other. One more word tells the numbers of each, which must be equal: a template filled with other numbers is another question.
 */

import { MinHash } from './min-hash.ts';
import type { QuestionSpans, TokenSpan } from './question-tokens.ts';
import { shinglesOf } from './shingles.ts';
import { mix, NUMBER } from './tokens.ts';

/** Words of minima per half. */
const HALF = 12;
const NUMBERS = 2 * HALF;
/** Two halves, then the numbers. */
export const SKETCH_WORDS = NUMBERS + 1;

const LANES = 4 * HALF;
const CHANCE = 1 / 256;

/** Halves that are alike. */
export const ALIKE = 0.9;
/**
 * A band is one word of each half, that is 4 + 4 minima. Halves that are alike differ in at most 4 of their 48 minima, two sketches in
 * at most 8 bands: so of 9 one is equal, and none that is alike is missed.
 */
export const BANDS = 9;

const first = new MinHash(LANES, 'first half');
const second = new MinHash(LANES, 'second half');

function pack(minima: Uint32Array, into: Uint32Array, at: number): void {
  for (const [lane, minimum] of minima.entries()) {
    const word = at + (lane >> 2);
    into[word] = ((into[word] as number) | ((minimum & 0xff) << (8 * (lane & 3)))) >>> 0;
  }
}

/** Null for a question without a word. */
export function sketchOf({ material, ask }: QuestionSpans): Uint32Array | null {
  const asked = shinglesOf(ask);
  const shown = shinglesOf(material);
  if (asked.size + shown.size === 0) return null;
  const sketch = new Uint32Array(SKETCH_WORDS);
  pack(first.minima(asked.size > 0 ? asked : shown), sketch, 0);
  pack(second.minima(shown.size > 0 ? shown : asked), sketch, HALF);
  sketch[NUMBERS] = mix(numbersKey(ask) ^ mix(numbersKey(material)));
  return sketch;
}

/** Of the numbers in `codes`, repeated ones too, in whatever order; another one where there is no token at all. */
function numbersKey({ codes }: TokenSpan): number {
  const numbers = codes.filter((code) => (code & NUMBER) !== 0).sort();
  return numbers.reduce((hash, number) => mix(hash ^ number), codes.length === 0 ? 1 : 2);
}

/** Equal for sketches that agree in band `band` and in their numbers. */
export function bandKey(words: Uint32Array, at: number, band: number): number {
  const mixed = mix((words[at + band] as number) ^ mix(words[at + HALF + band] as number) ^ band);
  return mix(mixed ^ (words[at + NUMBERS] as number));
}

function equalBytes(a: number, b: number): number {
  const difference = a ^ b;
  let equal = 0;
  for (let shift = 0; shift < 32; shift += 8) if (((difference >>> shift) & 0xff) === 0) equal++;
  return equal;
}

/** The Jaccard similarity that the sketches in `a` and `b` estimate: of the less similar half; 0 where the numbers differ. */
export function similarity(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  if (a[atA + NUMBERS] !== b[atB + NUMBERS]) return 0;
  const half = (from: number): number => {
    let equal = 0;
    for (let word = from; word < from + HALF; word++) {
      equal += equalBytes(a[atA + word] as number, b[atB + word] as number);
    }
    return Math.max(0, (equal / LANES - CHANCE) / (1 - CHANCE));
  };
  return Math.min(half(0), half(HALF));
}
