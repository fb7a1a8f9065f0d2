/**
 * What a passage is made of, for statistics: short runs of its letters, and of its words where a language has spaces. Each run is a
 * number below `FEATURES` (a hash: two runs may share one), so that no list of runs has to be kept.
 */

import type { RuleLanguage } from '../rules/rule.ts';

export const FEATURES = 1 << 18;

const LETTER_RUNS = { en: { least: 3, most: 5 }, zh: { least: 1, most: 4 } } as const;
const MOST_WORDS = 3;
const WORD = /[\p{L}\p{N}'’%$€£]+/gu;

/** With repeats, in no order. */
export function featuresOf(passage: string, language: RuleLanguage): Int32Array {
  const text = passage.toLowerCase();
  const found: number[] = [];
  if (language === 'zh') {
    letterRuns(text.replaceAll(/\s+/g, ''), LETTER_RUNS.zh, found);
    return Int32Array.from(found);
  }
  const words = text.match(WORD) ?? [];
  for (const word of words) letterRuns(` ${word} `, LETTER_RUNS.en, found);
  for (let first = 0; first < words.length; first++) {
    let hash = WORDS_SEED;
    for (let at = first; at < Math.min(words.length, first + MOST_WORDS); at++) {
      hash = hashed(hash, ` ${words[at]}`);
      found.push(featureOf(hash));
    }
  }
  return Int32Array.from(found);
}

function letterRuns(text: string, { least, most }: { least: number; most: number }, found: number[]): void {
  for (let first = 0; first < text.length; first++) {
    let hash = LETTERS_SEED;
    for (let at = first; at < Math.min(text.length, first + most); at++) {
      hash = step(hash, text.charCodeAt(at));
      if (at - first + 1 >= least) found.push(featureOf(hash));
    }
  }
}

// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
const LETTERS_SEED = 0x811c9dc5;
const WORDS_SEED = LETTERS_SEED ^ 0x5bd1e995;
const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

function hashed(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = step(hash, text.charCodeAt(at));
  return hash;
}

/** Folded, since the low bits of this hash alone are the weaker ones. */
const featureOf = (hash: number): number => ((hash >>> 18) ^ hash) & (FEATURES - 1);
