/** The term lists that a rule may use, and phrases compiled with them. */

import { InputError } from '../../../../core/errors.ts';
import { nearest } from '../../../../core/nearest.ts';
import type { RuleLanguage } from '../rule.ts';
import { chineseAnchors, chineseSource } from './chinese.ts';
import { englishAnchors, englishSource } from './english.ts';
import { parsePhrase } from './parse-phrase.ts';
import type { Piece } from './parse-phrase.ts';
import { rawFault } from './raw-faults.ts';
import type { CompiledPhrase, Term } from './term.ts';

export type TermLists = Readonly<Record<string, readonly string[]>>;

/** Terms that were compiled before, by language and expressions: those of all rulebooks that are loaded together. */
export type TermPool = Map<string, Term>;

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
    const phrases = this.#phrases(written, []);
    const key = `${this.#language}\n${phrases.map(({ pattern }) => pattern.source).join('\n')}`;
    const known = this.#pool.get(key);
    if (known !== undefined) return known;
    const term = { written, phrases };
    this.#pool.set(key, term);
    return term;
  }

  /** The phrases of a list one by one, so that each has anchors of its own. */
  #phrases(written: string, within: readonly string[]): CompiledPhrase[] {
    const known = this.#compiled.get(written);
    if (known !== undefined) return known;
    const pieces = parsePhrase(written);
    const [only] = pieces;
    const compiled =
      pieces.length === 1 && only?.kind === 'list'
        ? this.#list(only.name, within).flatMap((phrase) => this.#phrases(phrase, [...within, only.name]))
        : [this.#compile(written, this.#withoutLists(pieces, within))];
    this.#compiled.set(written, compiled);
    return compiled;
  }

  #compile(phrase: string, pieces: Piece[]): CompiledPhrase {
    refuseLonelyGaps(phrase, pieces);
    const isEnglish = this.#language === 'en';
    const source = isEnglish ? englishSource(pieces) : chineseSource(pieces);
    return {
      phrase,
      pattern: new RegExp(source, 'gi'),
      anchors: isEnglish ? englishAnchors(pieces) : chineseAnchors(pieces),
    };
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
