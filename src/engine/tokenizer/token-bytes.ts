/**
 * Tokens back to text. Bytes that are not valid UTF-8 become U+FFFD, as in Hugging Face's byte-level decoder; ids that
 * the tokenizer does not know (a model's vocabulary may be padded) give nothing.
 */

import { fromByteSymbols } from './byte-symbols.ts';
import type { TokenizerJson } from './tokenizer-json.ts';

const newDecoder = () => new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of each token, and which tokens are special. */
export class TokenBytes {
  readonly #bytes: (Uint8Array | undefined)[] = [];
  readonly #special = new Set<number>();

  constructor(json: TokenizerJson) {
    for (const [token, id] of Object.entries(json.model.vocab)) {
      this.#bytes[id] = fromByteSymbols(token) ?? Buffer.from(token, 'utf8');
    }
    for (const { id, content, special } of json.added_tokens) {
      this.#bytes[id] = Buffer.from(content, 'utf8');
      if (special) this.#special.add(id);
    }
  }

  /** The bytes of `tokens`, joined. */
  join(tokens: ArrayLike<number>, keepSpecial: boolean): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const id = tokens[i] as number;
      const bytes = this.#bytes[id];
      if (bytes !== undefined && (keepSpecial || !this.#special.has(id))) parts.push(bytes);
    }
    return Buffer.concat(parts);
  }

  /** The text of `tokens`. */
  decode(tokens: ArrayLike<number>, keepSpecial: boolean): string {
    return newDecoder().decode(this.join(tokens, keepSpecial));
  }
}

/** Text from tokens as they come: a character is given out once its last byte is there. */
export class TextStream {
  readonly #tokenBytes: TokenBytes;
  readonly #keepSpecial: boolean;
  readonly #decoder = newDecoder();

  constructor(tokenBytes: TokenBytes, keepSpecial: boolean) {
    this.#tokenBytes = tokenBytes;
    this.#keepSpecial = keepSpecial;
  }

  /** The text that these tokens complete. */
  push(tokens: ArrayLike<number>): string {
    return this.#decoder.decode(this.#tokenBytes.join(tokens, this.#keepSpecial), { stream: true });
  }

  /** What is left at the end: U+FFFD when a character was cut off, else nothing. */
  end(): string {
    return this.#decoder.decode();
  }
}
