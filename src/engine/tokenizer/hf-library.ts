/**
 * `@huggingface/tokenizers`, typed. The package's declarations import each other without file endings, which Node's
 * module resolution does not follow, so that its exports would have no types here; these are the parts fin-r1 uses.
 */

import * as library from '@huggingface/tokenizers';

/** What a tokenizer model (BPE) offers. */
export interface LibraryModel {
  readonly tokens_to_ids: ReadonlyMap<string, number>;
  /** Words, spelled in byte symbols, to tokens. */
  encode(words: string[]): string[];
}

export interface LibraryTokenizer {
  readonly normalizer: { normalize(text: string): string } | null;
  readonly model: LibraryModel;
  encode(text: string, options?: { add_special_tokens?: boolean }): { ids: number[] };
  decode(ids: number[], options?: { skip_special_tokens?: boolean }): string;
  token_to_id(token: string): number | undefined;
}

interface PreTokenizer {
  pre_tokenize_text(text: string): string[];
}

interface Library {
  Tokenizer: new (tokenizerJson: object, tokenizerConfig: object) => LibraryTokenizer;
  SplitPreTokenizer: new (config: object) => PreTokenizer;
}

export const { Tokenizer, SplitPreTokenizer } = library as unknown as Library;
