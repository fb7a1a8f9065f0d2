/** The term lists that a rule may use, and phrases compiled with them. */

import { InputError } from '../../../../core/errors.ts';
import { nearest } from '../../../../core/nearest.ts';
import type { NamedText } from '../content-hash.ts';
import type { RuleLanguage } from '../rule.ts';
import { chineseAnchors, chineseSource } from './chinese.ts';
import { AnchorIndex } from './anchors.ts';
import { englishAnchors, englishSource } from './english.ts';
import { parsePhrase } from './parse-phrase.ts';
import type { Piece } from './parse-phrase.ts';
import { rawFault } from './raw-faults.ts';
import { CompiledPhrase } from './term.ts';
import type { Term } from './term.ts';

export type TermLists = Readonly<Record<string, readonly string[]>>;

/** The files of lists for all rulebooks of a language. */
export interface SharedTerms {
  files: readonly NamedText[];
  lexicon: Lexicon;
}

/** What all rulebooks of a language that are loaded together share: terms by their expressions, anchors, files of lists by their folder. */
export class TermPool {
  readonly terms = new Map<string, Term>();
  readonly index = new AnchorIndex();
  readonly shared = new Map<string, SharedTerms>();
}

export class Lexicon {
  readonly #language: RuleLanguage;
  readonly #lists: TermLists;
  readonly #pool: TermPool;
  readonly #parent: Lexicon | null;
  readonly #terms = new Map<string, Term>();
  readonly #expanded = new Map<string, Piece[][]>();

  /** `parent` has the lists that others share; a name stands in one of them only. */
  constructor(language: RuleLanguage, lists: TermLists, pool: TermPool, parent: Lexicon | null = null) {
    this.#language = language;
    this.#lists = lists;
    this.#pool = pool;
    this.#parent = parent;
  }

  get names(): string[] {
    return [...Object.keys(this.#lists), ...(this.#parent?.names ?? [])];
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#lists, name) || (this.#parent?.has(name) ?? false);
  }

  /** A phrase, or a whole list where it is only `$name`. @throws InputError that says what is wrong with it, without the place. */
  term(written: string): Term {
    let term = this.#terms.get(written);
    if (term === undefined) {
      const pieces = parsePhrase(written);
      term =
        this.#parent !== null && !this.#needsOwn(pieces)
          ? this.#parent.term(written)
          : this.#pooled(written, this.#alternatives(pieces, []));
      this.#terms.set(written, term);
    }
    return term;
  }

  #needsOwn(pieces: readonly Piece[]): boolean {
    return pieces.some((piece) =>
      piece.kind === 'choice'
        ? piece.options.some((option) => this.#needsOwn(option))
        : piece.kind === 'list' && !this.#parent?.has(piece.name),
    );
  }

  #pooled(written: string, alternatives: readonly Piece[][]): Term {
    const isEnglish = this.#language === 'en';
    const sources = alternatives.map(isEnglish ? englishSource : chineseSource);
    const key = sources.join('\n');
    const { terms, index } = this.#pool;
    let term = terms.get(key);
    if (term === undefined) {
      const phrases = alternatives.map((pieces, i) => {
        const anchors = isEnglish ? englishAnchors(pieces) : chineseAnchors(pieces);
        const needs = anchors.map((set) => index.numberOf(set));
        return new CompiledPhrase(sources[i] as string, needs);
      });
      term = { written, phrases, index };
      terms.set(key, term);
    }
    return term;
  }

  /** A phrase that is nothing but a list or a choice, as its alternatives, so that each has anchors of its own. No lists are left. */
  #alternatives(pieces: Piece[], within: readonly string[]): Piece[][] {
    const [only] = pieces;
    if (pieces.length === 1 && only?.kind === 'list') return this.#list(only.name, within);
    if (pieces.length === 1 && only?.kind === 'choice' && !only.optional) {
      return only.options.flatMap((option) => this.#alternatives(option, within));
    }
    refuseLonelyGaps(pieces);
    return [pieces.map((piece) => this.#withoutLists(piece, within))];
  }

  #withoutLists(piece: Piece, within: readonly string[]): Piece {
    if (piece.kind === 'raw') refuseRaw(piece.source);
    if (piece.kind === 'list')
      return { kind: 'choice', options: this.#list(piece.name, within), optional: false };
    if (piece.kind !== 'choice') return piece;
    return {
      ...piece,
      options: piece.options.map((option) => option.map((inner) => this.#withoutLists(inner, within))),
    };
  }

  #list(name: string, within: readonly string[]): Piece[][] {
    const known = this.#expanded.get(name);
    if (known !== undefined) return known;
    const list = Object.hasOwn(this.#lists, name) ? this.#lists[name] : undefined;
    if (list === undefined && this.#parent?.has(name)) return this.#parent.#list(name, []);
    if (list === undefined) throw this.#noList(name);
    const inside = [...within, name];
    if (within.includes(name)) {
      const circle = inside.map((one) => `$${one}`).join(' → ');
      throw new InputError(`the term list $${name} contains itself: ${circle}`, {
        hint: 'Take one of these out of the other.',
      });
    }
    const expanded = list.flatMap((phrase) => this.#alternatives(parsePhrase(phrase), inside));
    this.#expanded.set(name, expanded);
    return expanded;
  }

  #noList(name: string): InputError {
    const near = nearest(name, this.names);
    return new InputError(
      `there is no term list $${name}${near === undefined ? '' : `; did you mean $${near}?`}`,
      {
        hint: 'Write the list under `terms` of the rule, of rulebook.yaml, or in the terms file beside the rulebooks.',
      },
    );
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

function refuseLonelyGaps(pieces: readonly Piece[]): void {
  const said = pieces.filter(({ kind }) => kind !== 'blank');
  if (said.at(0)?.kind === 'gap' || said.at(-1)?.kind === 'gap') {
    throw new InputError('a phrase begins or ends with …', {
      hint: '… stands for the words between two others; leave it out at the ends.',
    });
  }
}
