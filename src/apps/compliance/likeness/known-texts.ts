/** The texts that likeness is learnt from: the examples of rules, and near-miss pairs written for the purpose. */

import { join } from 'node:path';
import { contentHash } from '../../../core/ids.ts';
import type { Rule, Rulebook, RuleLanguage } from '../rules/rule.ts';
import { suiteFolder } from '../suite/find-suite.ts';
import type { LabelledText } from '../suite/labelled-text.ts';
import { readSuiteFile } from '../suite/read-suite-file.ts';
import { Likeness, type KnownText, type Resemblance } from './likeness.ts';

/** `suites/compliance/train.jsonl`. */
export function trainingTexts(): LabelledText[] {
  return readSuiteFile(join(suiteFolder(), 'train.jsonl'));
}

/**
 * Scores beyond which a text is suspected: 3 % of the compliant halves of training pairs lie beyond them when the pairs are judged by what
 * the other pairs teach (`npm run bench -- likeness`).
 */
const LEAST: Readonly<Record<RuleLanguage, number>> = { en: 1, zh: 0.45 };

const HASH_DIGITS = 64;
/** Stands among the rulebooks of a verdict. */
export const LABELLED_TEXTS = 'labelled-texts';

export class KnownTexts {
  /** What a verdict names beside the rulebooks, whose examples are in their own versions. */
  readonly origin: { name: string; version: string };
  /** What likeness is learnt from. */
  readonly of: (language: RuleLanguage) => KnownText[];
  readonly #learnt = new Map<RuleLanguage, Likeness | null>();

  constructor(rulebooks: readonly Rulebook[], labelled: readonly LabelledText[] = trainingTexts()) {
    const rules = rulebooks.flatMap((book) => book.rules);
    this.origin = { name: LABELLED_TEXTS, version: contentHash(labelled, HASH_DIGITS) };
    this.of = (language) => [
      ...rules.filter((rule) => rule.language === language).flatMap(examplesOf),
      ...labelled.filter((text) => text.language === language).map(knownTextOf),
    ];
  }

  /** Learnt when a text of the language first asks. */
  like(text: string, language: RuleLanguage): Resemblance | null {
    let learnt = this.#learnt.get(language);
    if (learnt === undefined) {
      learnt = Likeness.learn(this.of(language), language);
      this.#learnt.set(language, learnt);
    }
    return learnt?.of(text, LEAST[language]) ?? null;
  }
}

function examplesOf({ id, breach, compliant }: Rule): KnownText[] {
  return [
    ...breach.map(({ text }) => ({ text, breach: { rule: id, quote: text } })),
    ...compliant.map(({ text }) => ({ text, breach: null })),
  ];
}

export function knownTextOf({ text, rule, quote }: LabelledText): KnownText {
  return { text, breach: quote === null || rule === null ? null : { rule, quote } };
}
