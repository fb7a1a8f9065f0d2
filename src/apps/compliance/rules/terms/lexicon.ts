/** The term lists that a rule may use, and phrases compiled with them. */

import { InputError } from '../../../../core/errors.ts';
import { nearest } from '../../../../core/nearest.ts';
import type { RuleLanguage } from '../rule.ts';
import { chineseAnchors, chineseSource } from './chinese.ts';
import { AnchorIndex } from './anchors.ts';
import { englishAnchors, englishSource } from './english.ts';
import { parsePhrase } from './parse-phrase.ts';
import type { Piece } from './parse-phrase.ts';
import { rawFault } from './raw-faults.ts';
import type { CompiledPhrase, Term } from './term.ts';

export type TermLists = Readonly<Record<string, readonly string[]>>;

/** What all rulebooks of a language that are loaded together share: terms by their expressions, and anchors. */
export class TermPool {
  readonly terms = new Map<string, Term>();
  readonly index = new AnchorIndex();
}

export class Lexicon {
  readonly #language: RuleLanguage;
  readonly #lists: TermLists;
  readonly #pool: TermPool;
  readonly #compiled = new Map<string, CompiledPhrase[]>();

  constructor(language: RuleLanguage, lists: TermLists, pool: TermPool) {
    this.#language = language;
    this.#lists = lists;
    this.#pool = pool;
  }

  get names(): string[] {
    return Object.keys(this.#lists);
  }

  /** A phrase, or a whole list where it is only `$name`. @throws InputError that says what is wrong with it, without the place. */
  term(written: string): Term {
    const phrases = this.#phrases(written);
    const key = phrases.map(({ pattern }) => pattern.source).join('\n');
    const known = this.#pool.terms.get(key);
    if (known !== undefined) return known;
    const term = { written, phrases, index: this.#pool.index };
    this.#pool.terms.set(key, term);
    return term;
  }

  /** One by one, so that each has anchors of its own. */
  #phrases(written: string): CompiledPhrase[] {
    const known = this.#compiled.get(written);
    if (known !== undefined) return known;
    const compiled = this.#expanded(parsePhrase(written), []).map((pieces) => this.#compile(written, pieces));
    this.#compiled.set(written, compiled);
    return compiled;
  }

  /** A phrase that is nothing but a list or a choice, as its alternatives. */
  #expanded(pieces: Piece[], within: readonly string[]): Piece[][] {
    const [only] = pieces;
    if (pieces.length === 1 && only?.kind === 'list') {
      const inside = [...within, only.name];
      return this.#list(only.name, within).flatMap((phrase) => this.#expanded(parsePhrase(phrase), inside));
    }
    if (pieces.length === 1 && only?.kind === 'choice' && !only.optional) {
      return only.options.flatMap((option) => this.#expanded(option, within));
    }
    return [this.#withoutLists(pieces, within)];
  }

  #compile(phrase: string, pieces: Piece[]): CompiledPhrase {
    refuseLonelyGaps(phrase, pieces);
    const isEnglish = this.#language === 'en';
    const source = isEnglish ? englishSource(pieces) : chineseSource(pieces);
    const anchors = isEnglish ? englishAnchors(pieces) : chineseAnchors(pieces);
    const needs = anchors.map((set) => this.#pool.index.numberOf(set));
    return { pattern: new RegExp(source, 'gi'), needs };
  }

  #list(name: string, within: readonly string[]): readonly string[] {
    const list = Object.hasOwn(this.#lists, name) ? this.#lists[name] : undefined;
    if (list === undefined) {
      const near = nearest(name, this.names);
      throw new InputError(
        `there is no term list $${name}${near === undefined ? '' : `; did you mean $${near}?`}`,
        {
          hint: 'Write the list under `terms` of the rule, of rulebook.yaml, or in the terms file beside the rulebooks.',
        },
      );
    }
    if (within.includes(name)) {
      throw new InputError(
        `the term list $${name} contains itself: ${[...within, name].map((list) => `$${list}`).join(' → ')}`,
        {
          hint: 'Take one of these out of the other.',
        },
      );
    }
    return list;
  }

  #withoutLists(pieces: readonly Piece[], within: readonly string[]): Piece[] {
    return pieces.map((piece): Piece => {
      if (piece.kind === 'raw') refuseRaw(piece.source);
      if (piece.kind === 'choice') {
        return { ...piece, options: piece.options.map((option) => this.#withoutLists(option, within)) };
      }
      if (piece.kind !== 'list') return piece;
      const { name } = piece;
      const options = this.#list(name, within).map((phrase) =>
        this.#withoutLists(parsePhrase(phrase), [...within, name]),
      );
      return { kind: 'choice', options, optional: false };
    });
  }
}

function refuseRaw(source: string): void {
  const fault = rawFault(source);
  if (fault !== null) {
    throw new InputError(`the expression /${source}/ ${fault}`, {
      hint: 'Mend it, or say it with words, … and (a|b).',
    });
  }
}

function refuseLonelyGaps(phrase: string, pieces: readonly Piece[]): void {
  const said = pieces.filter(({ kind }) => kind !== 'blank');
  if (said.at(0)?.kind === 'gap' || said.at(-1)?.kind === 'gap') {
    throw new InputError(`the phrase "${phrase}" begins or ends with …`, {
      hint: '… stands for the words between two others; leave it out at the ends.',
    });
  }
}
