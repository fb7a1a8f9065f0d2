/**
 * Trains a byte-level BPE as Hugging Face's `BpeTrainer` does: the most frequent pair of neighbouring symbols within
 * words is merged, again and again. Deterministic: of equally frequent pairs the one with the smaller left id is
 * merged, then the one with the smaller right id. Ids: 256 byte symbols by code point, merges in order, added tokens.
 *
 * Departs from `BpeTrainer` in that the added tokens are cut out of the texts first and get the last ids (as in Qwen2).
 */

import { InputError } from '../../core/errors.ts';
import { addedTokenPattern, addedTokens } from './added-tokens.ts';
import { byteSymbols, toByteSymbols } from './byte-symbols.ts';
import { PairQueue } from './pair-queue.ts';
import { preTokenizer, wordSplitter } from './word-splitter.ts';

/** A trained vocabulary without its added tokens: symbol → id in the order of ids, and the merges in order of rank. */
export interface TrainedBpe {
  vocab: Map<string, number>;
  merges: [string, string][];
}

/** The bytes and the added tokens, which every vocabulary holds. */
export const smallestVocabSize = 256 + addedTokens.length;

/** A pair must occur this often to be merged: a pair seen once shortens nothing else. */
const MIN_COUNT = 2;

/** Pairs are keyed by left · 2^26 + right, exact in a double. */
const SHIFT = 2 ** 26;

function countWords(texts: Iterable<string>): Map<string, number> {
  const split = wordSplitter(preTokenizer);
  if (split === null) throw new Error('internal: the pre-tokeniser is not splittable');
  const added = addedTokenPattern(addedTokens.map((token) => token.content));
  const counts = new Map<string, number>();
  for (const text of texts) {
    text.split(added).forEach((piece, index) => {
      if (index % 2 === 1 || piece === '') return;
      for (const word of split(piece.normalize('NFC'))) counts.set(word, (counts.get(word) ?? 0) + 1);
    });
  }
  return counts;
}

/** Symbols of words and how often each pair of neighbours occurs. */
class PairTable {
  readonly queue = new PairQueue();
  readonly #counts = new Map<number, number>();
  readonly #wordsOfPair = new Map<number, Set<number>>();
  readonly #words: number[][];
  readonly #wordCounts: number[];

  constructor(words: number[][], wordCounts: number[]) {
    this.#words = words;
    this.#wordCounts = wordCounts;
    const touched = new Set<number>();
    words.forEach((word, index) => {
      for (let i = 0; i + 1 < word.length; i++)
        this.#change(word[i] as number, word[i + 1] as number, index, 1, touched);
    });
    this.#enqueue(touched);
  }

  /** The present count of a pair; queued counts may be too high. */
  count(left: number, right: number): number {
    return this.#counts.get(left * SHIFT + right) ?? 0;
  }

  /** Replaces the pair by `merged` everywhere and queues the pairs that became more frequent. */
  merge(left: number, right: number, merged: number): void {
    const key = left * SHIFT + right;
    const touched = new Set<number>();
    for (const index of this.#wordsOfPair.get(key) ?? []) {
      const word = this.#words[index] as number[];
      const out: number[] = [];
      for (let i = 0; i < word.length; i++) {
        if (word[i] !== left || word[i + 1] !== right) {
          out.push(word[i] as number);
          continue;
        }
        const before = out.at(-1);
        const after = word[i + 2];
        if (before !== undefined) {
          this.#change(before, left, index, -1, touched);
          this.#change(before, merged, index, 1, touched);
        }
        if (after !== undefined) {
          this.#change(right, after, index, -1, touched);
          this.#change(merged, after, index, 1, touched);
        }
        out.push(merged);
        i++;
      }
      this.#words[index] = out;
    }
    this.#counts.delete(key);
    this.#wordsOfPair.delete(key);
    this.#enqueue(touched);
  }

  #change(left: number, right: number, word: number, sign: 1 | -1, touched: Set<number>): void {
    const key = left * SHIFT + right;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + sign * (this.#wordCounts[word] as number));
    if (sign < 0) return;
    touched.add(key);
    const words = this.#wordsOfPair.get(key);
    if (words === undefined) this.#wordsOfPair.set(key, new Set([word]));
    else words.add(word);
  }

  #enqueue(keys: Iterable<number>): void {
    for (const key of keys) {
      const count = this.#counts.get(key) as number;
      if (count > 0) this.queue.push({ left: Math.floor(key / SHIFT), right: key % SHIFT, count });
    }
  }
}

/**
 * Trains on `texts`. `vocabSize` counts the 256 bytes and the added tokens; the vocabulary stays smaller when the texts
 * run out of pairs that occur twice. Throws `InputError` for a size that cannot hold bytes and added tokens.
 */
export function trainBpe(texts: Iterable<string>, options: { vocabSize: number }): TrainedBpe {
  if (!Number.isInteger(options.vocabSize) || options.vocabSize < smallestVocabSize) {
    throw new InputError(
      `a vocabulary needs at least ${smallestVocabSize} tokens (256 bytes, ${addedTokens.length} added), got ${options.vocabSize}`,
    );
  }
  const vocab = new Map([...byteSymbols].sort().map((symbol, index) => [symbol, index]));
  const symbols = [...vocab.keys()];
  const merges: [string, string][] = [];

  const counted = [...countWords(texts)];
  const words = counted.map(([word]) =>
    Array.from(toByteSymbols(word), (symbol) => vocab.get(symbol) as number),
  );
  const table = new PairTable(
    words,
    counted.map(([, count]) => count),
  );

  while (vocab.size < options.vocabSize - addedTokens.length) {
    const top = table.queue.pop();
    if (top === undefined) break;
    const { left, right } = top;
    const count = table.count(left, right);
    if (count !== top.count) {
      if (count > 0) table.queue.push({ left, right, count });
      continue;
    }
    if (count < MIN_COUNT) break;
    const pair: [string, string] = [symbols[left] as string, symbols[right] as string];
    const token = pair[0] + pair[1];
    // Two ways of splitting may spell the same token: it keeps its first id.
    const merged = vocab.get(token) ?? symbols.push(token) - 1;
    vocab.set(token, merged);
    merges.push(pair);
    table.merge(left, right, merged);
  }
  return { vocab, merges };
}
