/** Which rules a text may be about: BM25 over what the rules say of themselves. */

import MiniSearch from 'minisearch';
import type { Rule } from '../rules/rule.ts';
import { tokensOf } from './tokens.ts';

type IndexedRule = Pick<Rule, 'id' | 'title' | 'topic' | 'keywords' | 'obligation' | 'breach'>;

const FIELDS = ['keywords', 'title', 'topic', 'breach', 'obligation'] as const;
const BOOST = { keywords: 3, title: 2, topic: 2, breach: 1.5, obligation: 1 };
/** Of the text: more words change no order. */
const MOST_TOKENS = 400;
/** Below this share of the best score little speaks for a rule: a keyword of one rule weighs more than all words of another. */
const LEAST = 0.25;
/** So many are given all the same. */
const FEWEST = 3;

export class RuleIndex {
  readonly #search: MiniSearch;

  constructor(rules: readonly IndexedRule[]) {
    this.#search = new MiniSearch({
      fields: [...FIELDS],
      tokenize: tokensOf,
      processTerm: (term) => term,
      searchOptions: { boost: BOOST, combineWith: 'OR', tokenize: (text) => text.split(' ') },
    });
    this.#search.addAll(
      rules.map(({ id, title, topic, keywords, obligation, breach }) => ({
        ...{ id, title, topic, obligation, keywords: keywords.join(' ') },
        breach: breach.map(({ text }) => text).join('\n'),
      })),
    );
  }

  /** Ids, the likeliest first, `most` of those that `isAsked`; at least three, where so many share a word with the text. */
  candidates(text: string, most: number, isAsked: (id: string) => boolean): string[] {
    const tokens = [...new Set(tokensOf(text))].slice(0, MOST_TOKENS);
    if (tokens.length === 0) return [];
    const found = this.#search.search(tokens.join(' '), { filter: ({ id }) => isAsked(String(id)) });
    const best = found[0]?.score ?? 0;
    return found
      .sort((a, b) => b.score - a.score || (String(a.id) < String(b.id) ? -1 : 1))
      .filter(({ score }, at) => at < FEWEST || score >= best * LEAST)
      .slice(0, most)
      .map(({ id }) => String(id));
  }
}
