/**
 * Cuts a text at its added tokens as Hugging Face's `tokenizers` does (`AddedVocabulary`): the leftmost match, of several the
 * longest; then each token's flags. `@huggingface/tokenizers` does not know `single_word`, and its `\s` is JavaScript's.
 */

import { addedTokenPattern } from './added-tokens.ts';

/** An added token as `tokenizer.json` has it, found where `content` stands. */
export interface AddedToken {
  id: number;
  content: string;
  /** Swallows white space before or after it. */
  lstrip: boolean;
  rstrip: boolean;
  /** Found only where no letter, digit or underscore adjoins it. */
  single_word: boolean;
}

// Rust's \w and \s.
const wordBefore = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const wordAfter = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const spaceBefore = /\p{White_Space}*$/u;
const spaceAfter = /^\p{White_Space}*/u;

const isInWord = (text: string, from: number, to: number): boolean =>
  wordBefore.test(text.slice(Math.max(0, from - 2), from)) || wordAfter.test(text.slice(to, to + 2));

export class AddedTokenSplitter {
  readonly #pattern: RegExp | null;
  readonly #tokens: ReadonlyMap<string, AddedToken>;

  constructor(tokens: readonly AddedToken[]) {
    this.#tokens = new Map(tokens.map((token) => [token.content, token]));
    const { source } = addedTokenPattern([...this.#tokens.keys()]);
    this.#pattern = tokens.length === 0 ? null : new RegExp(source, 'gu');
  }

  /** Text between the tokens, and the tokens' ids. */
  split(text: string): (string | number)[] {
    if (this.#pattern === null) return text === '' ? [] : [text];
    const parts: (string | number)[] = [];
    let done = 0;
    for (const { 0: content, index } of text.matchAll(this.#pattern)) {
      const token = this.#tokens.get(content) as AddedToken;
      let [from, to] = [index, index + content.length];
      if (token.single_word && isInWord(text, from, to)) continue;
      if (token.lstrip) from -= (spaceBefore.exec(text.slice(done, from))?.[0] ?? '').length;
      if (token.rstrip) to += (spaceAfter.exec(text.slice(to))?.[0] ?? '').length;
      if (from > done) parts.push(text.slice(done, from));
      parts.push(token.id);
      done = to;
    }
    if (done < text.length) parts.push(text.slice(done));
    return parts;
  }
}
