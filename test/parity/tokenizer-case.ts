/** A tokenizer of Hugging Face's in our engine: which strings get other ids or decode to another text. */

import type { HfTokenizer } from '../../src/engine/tokenizer/tokenizer.ts';
import { fnv, stringsOf } from './strings.ts';

/** `expected.json` beside a tokenizer, written by `interop/parity_tokenizers.py`. */
export interface TokenizerCase {
  seed: number;
  count: number;
  added: string[];
  /** For each string a uint32 for its ids and one for its decoded texts, in base64. */
  hashes: string;
}

export interface TokenizerDifferences {
  /** Indices of strings. */
  ids: number[];
  texts: number[];
  /** The first few that have other ids, with ours. */
  examples: { index: number; text: string; ids: number[] }[];
}

export function differences(tokenizer: HfTokenizer, expected: TokenizerCase): TokenizerDifferences {
  const hashes = new Uint32Array(Uint8Array.from(Buffer.from(expected.hashes, 'base64')).buffer);
  const found: TokenizerDifferences = { ids: [], texts: [], examples: [] };
  stringsOf(expected.seed, expected.count, expected.added).forEach((text, index) => {
    const ids = tokenizer.encode(text);
    if (fnv(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)) !== hashes[2 * index]) {
      found.ids.push(index);
      if (found.examples.length < 6) found.examples.push({ index, text, ids: [...ids] });
      return;
    }
    const decoded = [tokenizer.decode(ids), tokenizer.decode(ids, { keepSpecial: true })].join('\0');
    if (fnv(Buffer.from(decoded, 'utf8')) !== hashes[2 * index + 1]) found.texts.push(index);
  });
  return found;
}
