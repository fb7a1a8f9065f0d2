/**
 * Windows over tokens: n-grams for Chinese, English and the mix of both.
 *
 * A window is as many consecutive tokens as reach a length, where a Chinese character counts less than a word. One stream thus serves
 * both scripts: Chinese exam texts are full of digits and Latin names (2012年8月1日, A公司), and cut into runs by script they would have
 * hardly a run of 18 characters. A window depends on nothing before it, so a copy has the same windows wherever it stands.
 */

import { CHARACTER, mix } from './tokens.ts';

export interface WindowSize {
  /** What a word or number counts. */
  word: number;
  /** What a Chinese character counts. */
  character: number;
  /** What a window must reach. */
  length: number;
}

/** 13 words, as in GPT-3 (Brown et al. 2020, appendix C), or 18 characters. */
export const longGram: WindowSize = { word: 18, character: 13, length: 13 * 18 };
/** 8 words, GPT-3's lower limit, or 11 characters: for texts that have no long one. */
export const shortGram: WindowSize = { word: 11, character: 8, length: 8 * 11 };
/** 3 words or 5 characters, for sets of shingles. */
export const shingle: WindowSize = { word: 5, character: 3, length: 3 * 5 };

const MOST_TOKENS = 64;

function powersOf(base: number): Int32Array {
  const powers = new Int32Array(MOST_TOKENS).fill(1);
  for (let i = 1; i < MOST_TOKENS; i++) powers[i] = Math.imul(powers[i - 1] as number, base);
  return powers;
}

const BASE = 0x9e3779b1;
const CHECK_BASE = 0x85ebca77;
const powers = powersOf(BASE);
const checkPowers = powersOf(CHECK_BASE);

export function weightOf(code: number, size: WindowSize): number {
  return (code & CHARACTER) === 0 ? size.word : size.character;
}

export function totalWeight(codes: Uint32Array, size: WindowSize): number {
  let total = 0;
  for (const code of codes) total += weightOf(code, size);
  return total;
}

/** Calls `visit` for each window of `codes[from…to)` with its hash, start, end, and a second hash that is independent of the first. */
export function forEachWindow(
  codes: Uint32Array,
  [from, to]: readonly [number, number],
  size: WindowSize,
  visit: (hash: number, start: number, end: number, check: number) => void,
): void {
  let end = from;
  let weight = 0;
  let hash = 0;
  let check = 0;
  for (let start = from; start < to; start++) {
    while (weight < size.length && end < to) {
      const code = codes[end++] as number;
      weight += weightOf(code, size);
      hash = (Math.imul(hash, BASE) + code) | 0;
      check = (Math.imul(check, CHECK_BASE) + code) | 0;
    }
    if (weight < size.length) return;
    visit(mix(hash), start, end, mix(check));
    const gone = codes[start] as number;
    weight -= weightOf(gone, size);
    hash = (hash - Math.imul(gone, powers[end - start - 1] as number)) | 0;
    check = (check - Math.imul(gone, checkPowers[end - start - 1] as number)) | 0;
  }
}
