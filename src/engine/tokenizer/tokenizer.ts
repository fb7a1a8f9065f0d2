/**
 * The tokenizer of a model folder: `tokenizer.json` and `tokenizer_config.json` through `@huggingface/tokenizers`, the
 * chat template through `@huggingface/jinja`.
 *
 * Encoding keeps the ids of every word it has met, several times faster than the library on text that repeats its words;
 * the ids are the library's own. It adds no begin-of-text token: a chat template writes it where a model wants one.
 */

import { InputError } from '../../core/errors.ts';
import type { ChatMessage } from '../../core/trace.ts';
import type { Tokenizer } from '../../tinker/types.ts';
import { addedTokenPattern, endOfText, endOfTurn } from './added-tokens.ts';
import { toByteSymbols } from './byte-symbols.ts';
import { ChatTemplate, readChatTemplate } from './chat-template.ts';
import { Tokenizer as HuggingFaceTokenizer } from './hf-library.ts';
import type { LibraryTokenizer } from './hf-library.ts';
import { TextStream, TokenBytes } from './token-bytes.ts';
import { readTokenizerConfig, readTokenizerJson, vocabSizeOf } from './tokenizer-json.ts';
import type { TokenizerConfig, TokenizerJson } from './tokenizer-json.ts';
import { wordSplitter } from './word-splitter.ts';

/** Words kept; beyond it new words are encoded afresh each time. */
const CACHED_WORDS = 200_000;

/** What encodes text word by word; null for tokenizers whose words cannot be told apart (see `wordSplitter`). */
interface WordEncoder {
  split: (text: string) => string[];
  /** Null when the tokenizer has no added tokens. */
  addedTokens: RegExp | null;
  ids: Map<string, readonly number[]>;
}

function wordEncoderOf(json: TokenizerJson): WordEncoder | null {
  const split = wordSplitter(json.pre_tokenizer);
  const plain = json.added_tokens.every((t) => !t.lstrip && !t.rstrip && !t.single_word && !t.normalized);
  if (split === null || !plain) return null;
  const contents = json.added_tokens.map((token) => token.content);
  return { split, addedTokens: contents.length === 0 ? null : addedTokenPattern(contents), ids: new Map() };
}

export class HfTokenizer implements Tokenizer {
  readonly vocabSize: number;
  readonly endOfTurnId: number;
  readonly endOfTextId: number;
  readonly #library: LibraryTokenizer;
  readonly #words: WordEncoder | null;
  readonly #bytes: TokenBytes;
  readonly #directory: string;
  readonly #template: ChatTemplate | null;

  private constructor(
    directory: string,
    json: TokenizerJson,
    config: TokenizerConfig,
    template: string | null,
  ) {
    this.#directory = directory;
    this.#library = new HuggingFaceTokenizer(json, config);
    this.#words = wordEncoderOf(json);
    this.#bytes = new TokenBytes(json);
    this.vocabSize = vocabSizeOf(json);

    const specialTokens: Record<string, string> = {};
    for (const name of ['bos_token', 'eos_token', 'pad_token', 'unk_token'] as const) {
      const token = config[name];
      if (token !== null && token !== undefined) specialTokens[name] = token;
    }
    this.#template = template === null ? null : new ChatTemplate(template, directory, specialTokens);
    // A ChatML template ends turns with <|im_end|>, also in Qwen's base models, whose eos_token ends documents.
    const turnTokens = template?.includes(endOfTurn)
      ? [endOfTurn, config.eos_token]
      : [config.eos_token, endOfTurn];
    this.endOfTurnId = this.#firstId('end of turn (eos_token)', turnTokens);
    this.endOfTextId = this.#firstId('end of text', [
      endOfText,
      '<|end_of_text|>',
      config.pad_token,
      config.eos_token,
    ]);
  }

  /**
   * Reads the tokenizer of a model folder. Throws `InputError`: a missing or unreadable file, a tokenizer that is not
   * byte-level BPE, no end token, or a chat template that cannot be parsed.
   */
  static async load(directory: string): Promise<HfTokenizer> {
    const json = await readTokenizerJson(directory);
    const config = await readTokenizerConfig(directory);
    return new HfTokenizer(directory, json, config, await readChatTemplate(directory, config));
  }

  /** The id of a token by its text as `tokenizer.json` spells it, e.g. `<think>`; undefined when there is none. */
  tokenId(token: string): number | undefined {
    return this.#library.token_to_id(token);
  }

  encode(text: string): Int32Array {
    const words = this.#words;
    if (words === null) return Int32Array.from(this.#library.encode(text, { add_special_tokens: false }).ids);
    const out: number[] = [];
    const pieces = words.addedTokens === null ? [text] : text.split(words.addedTokens);
    pieces.forEach((piece, index) => {
      if (index % 2 === 1) {
        out.push(this.#library.token_to_id(piece) as number);
      } else if (piece !== '') {
        const normal = this.#library.normalizer?.normalize(piece) ?? piece;
        for (const word of words.split(normal)) {
          for (const id of words.ids.get(word) ?? this.#encodeWord(words, word)) out.push(id);
        }
      }
    });
    return Int32Array.from(out);
  }

  decode(tokens: ArrayLike<number>, options: { keepSpecial?: boolean } = {}): string {
    return this.#bytes.decode(tokens, options.keepSpecial ?? false);
  }

  /** Decodes tokens as they are generated; see `TextStream`. */
  decodeStream(options: { keepSpecial?: boolean } = {}): TextStream {
    return new TextStream(this.#bytes, options.keepSpecial ?? false);
  }

  /** Throws `InputError` when the model has no chat template or the template rejects the messages. */
  renderChat(messages: readonly ChatMessage[], options: { addGenerationPrompt?: boolean } = {}): string {
    if (this.#template === null) {
      throw new InputError(`${this.#directory} has no chat template`, {
        hint: 'Give tokenizer_config.json a chat_template, or use a chat model.',
      });
    }
    return this.#template.render(messages, options.addGenerationPrompt ?? false);
  }

  #encodeWord(words: WordEncoder, word: string): readonly number[] {
    const { model } = this.#library;
    const ids = model.encode([toByteSymbols(word)]).map((token) => model.tokens_to_ids.get(token) as number);
    if (words.ids.size < CACHED_WORDS) words.ids.set(word, ids);
    return ids;
  }

  #firstId(what: string, candidates: readonly (string | null | undefined)[]): number {
    for (const token of candidates) {
      const id = token === null || token === undefined ? undefined : this.#library.token_to_id(token);
      if (id !== undefined) return id;
    }
    throw new InputError(`${this.#directory}: the tokenizer has no token for the ${what}`, {
      hint: 'tokenizer_config.json must name eos_token, and tokenizer.json must hold it.',
    });
  }
}
