/** A phrase of the term language as a tree; `docs/rulebooks.md` describes it for those who write rules. */

import { InputError } from '../../../../core/errors.ts';

/** One piece of a phrase. Pieces without a blank between them belong to one word. */
export type Piece =
  | { kind: 'letters'; text: string }
  | { kind: 'ending' }
  | { kind: 'blank' }
  | { kind: 'gap' }
  | { kind: 'word' }
  | { kind: 'number' }
  | { kind: 'percentage' }
  | { kind: 'list'; name: string }
  | { kind: 'choice'; options: Piece[][]; optional: boolean }
  | { kind: 'raw'; source: string };

/** @throws InputError that says what is wrong with the phrase, without the place. */
export function parsePhrase(phrase: string): Piece[] {
  const trimmed = phrase.trim();
  if (trimmed === '') throw wrong(phrase, 'is empty', 'Write a word, or take the entry out.');
  if (trimmed.length > 2 && trimmed.startsWith('/') && trimmed.endsWith('/')) {
    return [{ kind: 'raw', source: trimmed.slice(1, -1) }];
  }
  const reader = new Reader(trimmed);
  const options = reader.options();
  if (!reader.done)
    throw wrong(
      phrase,
      `has "${reader.next}" without its beginning`,
      'Write \\ before it to mean the letter.',
    );
  return options.length === 1 ? (options[0] as Piece[]) : [{ kind: 'choice', options, optional: false }];
}

function wrong(phrase: string, what: string, hint: string): InputError {
  return new InputError(`the phrase "${phrase}" ${what}`, { hint });
}

const listName = /\$[a-z][a-z0-9]*(?:-[a-z0-9]+)*/y;
const plainLetters = /[a-z0-9]+/iy;
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  get next(): string {
    return this.#text[this.#at] ?? '';
  }

  /** Alternatives up to a closing bracket or the end. */
  options(): Piece[][] {
    const options = [this.#pieces()];
    while (this.next === '|') {
      this.#at++;
      options.push(this.#pieces());
    }
    const isEmpty = (option: Piece[]) => option.every(({ kind }) => kind === 'blank');
    if (options.some(isEmpty)) {
      throw wrong(this.#text, 'has an empty alternative', 'Put what may be left out into [square brackets].');
    }
    return options;
  }

  #pieces(): Piece[] {
    const pieces: Piece[] = [];
    while (!this.done && !')]|'.includes(this.next)) pieces.push(this.#piece());
    return pieces;
  }

  #piece(): Piece {
    const text = this.#text;
    const list = this.next === '$' ? this.#match(listName) : '';
    if (list !== '') return { kind: 'list', name: list.slice(1) };
    const plain = this.#match(plainLetters);
    if (plain !== '') return { kind: 'letters', text: plain };
    const letter = text[this.#at++] as string;
    if (letter === '\\') return { kind: 'letters', text: text[this.#at++] ?? '\\' };
    if (letter === '*') return { kind: 'ending' };
    if (letter === '…') return { kind: 'gap' };
    if (letter === '_') return { kind: 'word' };
    if (/\s/.test(letter)) {
      while (/\s/.test(this.next)) this.#at++;
      return { kind: 'blank' };
    }
    if (letter === '#') {
      if (this.next !== '%') return { kind: 'number' };
      this.#at++;
      return { kind: 'percentage' };
    }
    const close = closing[letter];
    if (close !== undefined) return this.#choice(letter, close);
    return { kind: 'letters', text: letter.normalize('NFKC') };
  }

  /** What fits the sticky pattern here, which it goes past; empty where nothing does. */
  #match(pattern: RegExp): string {
    const start = this.#at;
    pattern.lastIndex = start;
    if (pattern.test(this.#text)) this.#at = pattern.lastIndex;
    return this.#text.slice(start, this.#at);
  }

  #choice(open: string, close: string): Piece {
    const options = this.options();
    if (this.next !== close) {
      throw wrong(
        this.#text,
        `has "${open}" without "${close}"`,
        `Close it, or write \\${open} to mean the letter.`,
      );
    }
    this.#at++;
    return { kind: 'choice', options, optional: open === '[' };
  }
}
