/** The tokenizer of a model on a server: loaded here, by the user's function, since this room holds no tokenizer. */

import { InputError } from '../../core/errors.ts';
import type { Tokenizer } from '../types.ts';

/** `id` is a folder or a name of the Hugging Face hub, as the server gives it. */
export type TokenizerLoader = (id: string) => Promise<Tokenizer>;

/** @throws InputError where there is none. */
export function requireTokenizer(tokenizer: Tokenizer | undefined): Tokenizer {
  if (tokenizer !== undefined) return tokenizer;
  throw new InputError('this ServiceClient was not told how to load a tokenizer', {
    hint: "Give the option tokenizer, e.g. with import { HfTokenizer } from 'fin-r1/engine': tokenizer: (id) => HfTokenizer.load(id).",
  });
}
