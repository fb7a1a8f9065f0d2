/** Text of a GGUF model while its tokens come: a character is told once all of its bytes are there. */

import type { LlamaModel, Token } from './llama-library.ts';

export class LlamaText {
  readonly #model: Pick<LlamaModel, 'detokenize'>;
  /** The last piece that was told whole, and what came after it: some tokenizers drop a space in front of the first token. */
  #before: Token[] = [];
  #since: Token[] = [];

  constructor(model: Pick<LlamaModel, 'detokenize'>) {
    this.#model = model;
  }

  push(token: Token): string {
    this.#since.push(token);
    const known = this.#model.detokenize(this.#before, true);
    const all = this.#model.detokenize([...this.#before, ...this.#since], true);
    if (all.endsWith('\ufffd')) return '';
    this.#before = this.#since;
    this.#since = [];
    return all.slice(known.length);
  }
}
