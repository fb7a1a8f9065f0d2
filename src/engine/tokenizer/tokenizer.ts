/**
 * The tokenizer of a model folder: `tokenizer.json` and `tokenizer_config.json` through `@huggingface/tokenizers`, the
 * chat template through `@huggingface/jinja`.
 *
 * Encoding keeps the ids of every word it has met, several times faster than the library on text that repeats its words.
 * Ids are those of Hugging Face's `tokenizers` (`interop/parity_tokenizers.py`), also where the library's differ. It adds no begin-of-text token: a chat template writes it where a model wants one.
 */

import { InputError } from '../../core/errors.ts';
import type { ChatMessage } from '../../core/trace.ts';
import type { Tokenizer } from '../../tinker/types.ts';
import { readGenerationConfig } from '../files/generation-config.ts';
import { AddedTokenSplitter } from './added-token-splitter.ts';
import { endOfText, endOfTurn } from './added-tokens.ts';
import { toByteSymbols } from './byte-symbols.ts';
import { ChatTemplate, readChatTemplate, toolTemplateIn } from './chat-template.ts';
import { Tokenizer as HuggingFaceTokenizer } from './hf-library.ts';
import type { LibraryTokenizer } from './hf-library.ts';
import { TextStream, TokenBytes } from './token-bytes.ts';
import { readTokenizerConfig, readTokenizerJson, vocabSizeOf } from './tokenizer-json.ts';
import type { TokenizerConfig, TokenizerJson } from './tokenizer-json.ts';
import { wordSplitter } from './word-splitter.ts';

/** Words kept; beyond it new words are encoded afresh each time. */
const CACHED_WORDS = 200_000;

export class HfTokenizer implements Tokenizer {
  readonly vocabSize: number;
  readonly endOfTurnId: number;
  readonly endOfTextId: number;
  /** Undefined for models without one. */
  readonly beginOfTextId: number | undefined;
  /** The tokens that end an answer unless a request names others: of turn, of text, and those of `generation_config.json`. */
  readonly stopIds: readonly number[];
  /** The folder it was read from. */
  readonly directory: string;
  readonly #library: LibraryTokenizer;
  /** Text to words; null for tokenizers whose words cannot be told apart. */
  readonly #splitWords: ((text: string) => string[]) | null;
  readonly #idsOfWords = new Map<string, readonly number[]>();
  /** Added tokens found in the text as it comes, and those found once it is normalised. */
  readonly #rawTokens: AddedTokenSplitter;
  readonly #normalTokens: AddedTokenSplitter;
  readonly #bytes: TokenBytes;
  readonly #template: ChatTemplate | null;
  readonly #toolTemplate: () => ChatTemplate | null;

  private constructor(
    directory: string,
    json: TokenizerJson,
    config: TokenizerConfig,
    template: string | null,
    endTokenIds: readonly number[],
  ) {
    this.directory = directory;
    this.#library = new HuggingFaceTokenizer(json, config);
    this.#splitWords = wordSplitter(json.pre_tokenizer);
    const added = json.added_tokens.map((token) =>
      token.normalized ? { ...token, content: this.#normalise(token.content) } : token,
    );
    this.#rawTokens = new AddedTokenSplitter(added.filter((token) => !token.normalized));
    this.#normalTokens = new AddedTokenSplitter(added.filter((token) => token.normalized));
    this.#bytes = new TokenBytes({ ...json, added_tokens: added });
    this.vocabSize = vocabSizeOf(json);

    const specialTokens: Record<string, string> = {};
    for (const name of ['bos_token', 'eos_token', 'pad_token', 'unk_token'] as const) {
      const token = config[name];
      if (token !== null && token !== undefined) specialTokens[name] = token;
    }
    const templateOf = (source: string): ChatTemplate => new ChatTemplate(source, directory, specialTokens);
    this.#template = template === null ? null : templateOf(template);
    const forTools = toolTemplateIn(config);
    this.#toolTemplate = () => (forTools === null ? this.#template : templateOf(forTools));
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
    this.stopIds = [...new Set([this.endOfTurnId, this.endOfTextId, ...endTokenIds])];
    this.beginOfTextId = this.#library.token_to_id(config.bos_token ?? '');
  }

  /**
   * Reads the tokenizer of a model folder. Throws `InputError`: a missing or unreadable file, a tokenizer that is not
   * byte-level BPE, no end token, or a chat template that cannot be parsed.
   */
  static async load(directory: string): Promise<HfTokenizer> {
    const json = await readTokenizerJson(directory);
    const config = await readTokenizerConfig(directory);
    const template = await readChatTemplate(directory, config);
    const { endTokenIds } = await readGenerationConfig(directory);
    return new HfTokenizer(directory, json, config, template, endTokenIds);
  }

  /** The id of a token by its text as `tokenizer.json` spells it, e.g. `<think>`; undefined when there is none. */
  tokenId(token: string): number | undefined {
    return this.#library.token_to_id(token);
  }

  /** Half of a surrogate pair is no character: it is read as U+FFFD. */
  encode(text: string): Int32Array {
    const out: number[] = [];
    for (const piece of this.#rawTokens.split(text.toWellFormed())) {
      if (typeof piece === 'number') out.push(piece);
      else this.#encodeNormalised(this.#normalise(piece), out);
    }
    return Int32Array.from(out);
  }

  decode(tokens: ArrayLike<number>, options: { keepSpecial?: boolean } = {}): string {
    return this.#bytes.decode(tokens, options.keepSpecial ?? false);
  }

  /** Decodes tokens as they are generated; see `TextStream`. */
  decodeStream(options: { keepSpecial?: boolean } = {}): TextStream {
    return new TextStream(this.#bytes, options.keepSpecial ?? false);
  }

  /** Throws `InputError` when the model has no chat template. */
  requireTemplate(): ChatTemplate {
    if (this.#template !== null) return this.#template;
    throw new InputError(`${this.directory} has no chat template`, {
      hint: 'Use the chat model of the same family, or put its chat_template.jinja into a copy of the folder.',
    });
  }

  /** For conversations with tools; the usual one where there is no other. Null: the model has none. @throws InputError for one that cannot be parsed. */
  toolTemplate(): ChatTemplate | null {
    return this.#toolTemplate();
  }

  /** Throws `InputError` when the model has no chat template or the template rejects the messages. */
  renderChat(messages: readonly ChatMessage[], options: { addGenerationPrompt?: boolean } = {}): string {
    return this.requireTemplate().render(messages, options.addGenerationPrompt ?? false);
  }

  #normalise(text: string): string {
    return this.#library.normalizer?.normalize(text) ?? text;
  }

  #encodeNormalised(text: string, out: number[]): void {
    for (const piece of this.#normalTokens.split(text)) {
      if (typeof piece === 'number') out.push(piece);
      else if (this.#splitWords === null)
        for (const id of this.#library.encode(piece, { add_special_tokens: false }).ids) out.push(id);
      else
        for (const word of this.#splitWords(piece))
          for (const id of this.#idsOfWords.get(word) ?? this.#encodeWord(word)) out.push(id);
    }
  }

  #encodeWord(word: string): readonly number[] {
    const { model } = this.#library;
    const ids = model.encode([toByteSymbols(word)]).map((token) => model.tokens_to_ids.get(token) as number);
    if (this.#idsOfWords.size < CACHED_WORDS) this.#idsOfWords.set(word, ids);
    return ids;
  }

  #firstId(what: string, candidates: readonly (string | null | undefined)[]): number {
    for (const token of candidates) {
      const id = token === null || token === undefined ? undefined : this.#library.token_to_id(token);
      if (id !== undefined) return id;
    }
    throw new InputError(`${this.directory}: the tokenizer has no token for the ${what}`, {
      hint: 'tokenizer_config.json must name eos_token, and tokenizer.json must hold it.',
    });
  }
}
