/**
 * How likely a number that nothing gives was invented: a logistic model over the signs of `signs.ts` and over the words around the number
 * that the source does not have. Its weights (`evidence.json`) are fitted by `npm run fit:evidence` to traces labelled by hand.
 */

import evidence from './evidence.json' with { type: 'json' };
import { phraseKinds, type PhraseKind, type Phrases } from './phrases.ts';
import { derivationRanges, type Signs } from './signs.ts';

export interface Evidence {
  bias: number;
  /** A sign counts as its weight times how many spreads it lies from its mean. */
  signs: Record<string, FittedSign>;
  phrases: Record<PhraseKind, PhraseTable>;
}

interface FittedSign {
  mean: number;
  spread: number;
  weight: number;
}

/** How much more often a phrase stands around invented numbers than around others: log odds. */
export interface PhraseTable {
  known: Record<string, number>;
  /** Of a phrase that no labelled trace has. */
  unseen: number;
}

const ONE_LIMIT = 2;
const ALL_LIMIT = 5;
const fitted: Evidence = evidence;

/** The most that the probability can be, whatever a search for derivations gives. */
export function mostProbable(plain: Signs, phrases: Phrases, model: Evidence = fitted): number {
  return probability(plain, phrases, model, ({ weight }, [least, most]) => (weight > 0 ? most : least));
}

/** From 0, surely derived or supposed, to 1, surely invented. */
export function inventedProbability(signs: Signs, phrases: Phrases, model: Evidence = fitted): number {
  return probability(signs, phrases, model, () => 0);
}

/** @param unknown the value of a derivation sign that was not looked for. */
function probability(
  signs: Signs,
  phrases: Phrases,
  model: Evidence,
  unknown: (sign: FittedSign, range: readonly [least: number, most: number]) => number,
): number {
  const ofPhrases = phraseSigns(phrases, model.phrases);
  let sum = model.bias;
  for (const { name, sign, range } of termsOf(model)) {
    const value = signs[name] ?? ofPhrases[name] ?? (range === undefined ? 0 : unknown(sign, range));
    sum += (sign.weight * (value - sign.mean)) / sign.spread;
  }
  return 1 / (1 + Math.exp(-sum));
}

interface Term {
  name: string;
  sign: FittedSign;
  range: readonly [least: number, most: number] | undefined;
}

const termsOfModel = new WeakMap<Evidence, readonly Term[]>();

function termsOf(model: Evidence): readonly Term[] {
  let terms = termsOfModel.get(model);
  if (terms === undefined) {
    terms = Object.entries(model.signs).map(([name, sign]) => ({
      name,
      sign,
      range: derivationRanges[name],
    }));
    termsOfModel.set(model, terms);
  }
  return terms;
}

/** Of each kind of phrase: all odds together, the highest and the lowest. */
export function phraseSigns(phrases: Phrases, tables: Record<PhraseKind, PhraseTable>): Signs {
  const signs: Signs = {};
  for (const kind of phraseKinds) {
    const { known, unseen } = tables[kind];
    let [all, highest, lowest] = [0, 0, 0];
    for (const phrase of phrases[kind]) {
      const odds = clamp(known[phrase] ?? unseen, ONE_LIMIT);
      all += odds;
      highest = Math.max(highest, odds);
      lowest = Math.min(lowest, odds);
    }
    signs[`${kind}-all`] = clamp(all, ALL_LIMIT);
    signs[`${kind}-for`] = highest;
    signs[`${kind}-against`] = lowest;
  }
  return signs;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
