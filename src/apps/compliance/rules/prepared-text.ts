/** A normalised text with what the tests of all rules look up in it, found once and on demand. */

import type { RuleLanguage } from './rule.ts';
import { partEnds } from './segments.ts';
import type { Scope } from './segments.ts';
import type { AnchorIndex } from './terms/anchors.ts';
import { chineseFeatures } from './terms/chinese.ts';
import { englishFeatures } from './terms/english.ts';
import { findTerm } from './terms/term.ts';
import type { Span, Term } from './terms/term.ts';

export class PreparedText {
  readonly text: string;
  readonly #ends = new Map<Scope, number[]>();
  readonly #present = new Map<AnchorIndex, Uint8Array>();
  readonly #found = new Map<Term, readonly Span[]>();

  /** `text` as `normalised()` of hardening gives it. */
  constructor(text: string) {
    this.text = text;
  }

  /** Ends of the parts, see `partEnds`. */
  ends(scope: Scope): readonly number[] {
    return remembered(this.#ends, scope, () => partEnds(this.text, scope));
  }

  find(term: Term, language: RuleLanguage): readonly Span[] {
    return remembered(this.#found, term, () => {
      const present = remembered(this.#present, term.index, () =>
        term.index.present(language === 'en' ? englishFeatures(this.text) : chineseFeatures(this.text)),
      );
      return findTerm(term, this.text, present);
    });
  }
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
