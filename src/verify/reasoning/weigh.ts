/**
 * How likely a number that nothing gives was invented: a logistic model over the signs of `signs.ts` and over the words around the number
 * that the source does not have. Its weights (`evidence.json`) are fitted by `npm run fit:evidence` to traces labelled by hand.
 */

import evidence from './evidence.json' with { type: 'json' };
import { derivationRanges, type Signs } from './signs.ts';

export interface Evidence {
  bias: number;
  /** A sign counts as its weight times how many spreads it lies from its mean. */
  signs: Record<string, FittedSign>;
  words: WordTable;
}

interface FittedSign {
  mean: number;
  spread: number;
  weight: number;
}

/** How much more often a word that the source does not have stands around invented numbers than around others: log odds. */
export interface WordTable {
  known: Record<string, number>;
  /** Of a word that no labelled trace has. */
  unseen: number;
}

const WORD_LIMIT = 2;
const WORDS_LIMIT = 4;
const fitted: Evidence = evidence;

/** The most that the probability can be, whatever a search for derivations gives. */
export function mostProbable(plain: Signs, words: readonly string[], model: Evidence = fitted): number {
  return probability(plain, words, model, ({ weight }, [least, most]) => (weight > 0 ? most : least));
}

/** From 0, surely derived or supposed, to 1, surely invented. */
export function inventedProbability(
  signs: Signs,
  words: readonly string[],
  model: Evidence = fitted,
): number {
  return probability(signs, words, model, () => 0);
}

/** @param unknown the value of a derivation sign that was not looked for. */
function probability(
  signs: Signs,
  words: readonly string[],
  model: Evidence,
  unknown: (sign: FittedSign, range: readonly [least: number, most: number]) => number,
): number {
  const ofWords = wordSigns(words, model.words);
  let sum = model.bias;
  for (const name in model.signs) {
    const sign = model.signs[name] as FittedSign;
    const range = derivationRanges[name];
    const value = signs[name] ?? ofWords[name] ?? (range === undefined ? 0 : unknown(sign, range));
    sum += (sign.weight * (value - sign.mean)) / sign.spread;
  }
  return 1 / (1 + Math.exp(-sum));
}

export function wordSigns(words: readonly string[], { known, unseen }: WordTable): Signs {
  const odds = words.map((word) => clamp(known[word] ?? unseen, WORD_LIMIT));
  const sum = odds.reduce((total, value) => total + value, 0);
  return {
    'words-all': clamp(sum, WORDS_LIMIT),
    'words-for': Math.max(0, ...odds),
    'words-against': Math.min(0, ...odds),
  };
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
