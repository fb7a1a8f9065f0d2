/**
 * ChunkStream: an endless stream of documents, tokenised, each ended by end-of-text and cut into chunks of a model's length.
 *
 * Document i depends on the seed and i alone, so the place in the stream is two numbers.
 */

import { InputError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { Tokenizer } from '../tinker/types.ts';

export type Document = { text: string } | { messages: readonly ChatMessage[] };

/** Makes document number `index` (from 0) of the stream; everything random in it comes from `random`. */
export type NextDocument = (random: Random, index: number) => Document;

/** The first chunk not yet used. */
export interface StreamPosition {
  readonly document: number;
  readonly chunk: number;
}

export interface ChunkStreamOptions {
  next: NextDocument;
  tokenizer: Tokenizer;
  /** Most predicted tokens a chunk; it holds one token more. */
  length: number;
  seed: number;
  stage: string;
}

export class ChunkStream {
  readonly #options: ChunkStreamOptions;
  #document: number;
  #chunk: number;
  #tokens: Int32Array | undefined;

  constructor(options: ChunkStreamOptions, position: StreamPosition | null = null) {
    this.#options = options;
    this.#document = position?.document ?? 0;
    this.#chunk = position?.chunk ?? 0;
  }

  /** To be kept in a checkpoint. */
  get position(): StreamPosition {
    return { document: this.#document, chunk: this.#chunk };
  }

  /** The next chunks, as many as hold at most `tokens` predicted tokens together; what does not fit opens the next call. */
  take(tokens: number): Int32Array[] {
    const chunks: Int32Array[] = [];
    let left = tokens;
    for (;;) {
      const document = (this.#tokens ??= this.#make(this.#document));
      const start = this.#chunk * this.#options.length;
      // The last token of a chunk is the first of the next: each token is predicted once.
      const chunk = document.subarray(start, start + this.#options.length + 1);
      if (chunk.length - 1 > left) return chunks;
      chunks.push(chunk);
      left -= chunk.length - 1;
      this.#chunk += 1;
      if (start + this.#options.length >= document.length - 1) {
        this.#document += 1;
        this.#chunk = 0;
        this.#tokens = undefined;
      }
    }
  }

  #make(index: number): Int32Array {
    const { next, tokenizer, seed, stage } = this.#options;
    const document = next(Random.derive(seed, stage, 'document', index), index);
    const text = 'text' in document ? document.text : tokenizer.renderChat(document.messages);
    const tokens = tokenizer.encode(text);
    if (tokens.length === 0) {
      throw new InputError(`${stage}: document ${index} is empty`, {
        hint: 'Leave out empty documents in the source of the pretraining stage.',
      });
    }
    const ended = new Int32Array(tokens.length + 1);
    ended.set(tokens);
    ended[tokens.length] = tokenizer.endOfTextId;
    return ended;
  }
}
