/**
 * ChunkStream: an endless stream of documents, tokenised, each ended by end-of-text and cut into chunks of a model's length.
 *
 * Document i depends on the seed and i alone, so the place in the stream is two numbers.
 */

import { InputError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { ChatMessage } from '../core/trace.ts';
import type { Piece } from '../data/index.ts';
import type { Tokenizer } from '../tinker/types.ts';
import { learntIn } from './supervised-step.ts';
import type { Example } from './supervised-step.ts';

/**
 * Text; or pieces, tokenised apart; or a conversation, of which only the last message is learnt. What does not follow from
 * anything before it (a random number in a table) has a loss that nothing lowers, and drowns what can be learnt: give it.
 */
export type Document = { kind?: string } & (
  { text: string } | { pieces: readonly Piece[] } | { messages: readonly ChatMessage[] }
);

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
  /** Most tokens a chunk, less one: the last token of a chunk is the first of the next. */
  length: number;
  seed: number;
  stage: string;
}

export class ChunkStream {
  readonly #options: ChunkStreamOptions;
  #document: number;
  #chunk: number;
  #made: Example | undefined;

  constructor(options: ChunkStreamOptions, position: StreamPosition | null = null) {
    this.#options = options;
    this.#document = position?.document ?? 0;
    this.#chunk = position?.chunk ?? 0;
  }

  /** To be kept in a checkpoint. */
  get position(): StreamPosition {
    return { document: this.#document, chunk: this.#chunk };
  }

  /**
   * The next chunks, as many as hold at most `tokens` tokens together (the first of each is not counted); what does not fit
   * opens the next call. Chunks without anything to learn are passed over.
   */
  take(tokens: number): Example[] {
    const chunks: Example[] = [];
    let left = tokens;
    for (;;) {
      const document = (this.#made ??= this.#make(this.#document));
      const [start, end] = [this.#chunk * this.#options.length, (this.#chunk + 1) * this.#options.length + 1];
      const chunk = {
        tokens: document.tokens.subarray(start, end),
        learnt: document.learnt.slice(start, end),
        kind: document.kind,
      };
      chunk.learnt[0] = 0;
      if (chunk.tokens.length - 1 > left) return chunks;
      if (learntIn(chunk) > 0) {
        chunks.push(chunk);
        left -= chunk.tokens.length - 1;
      }
      this.#chunk += 1;
      if (end >= document.tokens.length) {
        this.#document += 1;
        this.#chunk = 0;
        this.#made = undefined;
      }
    }
  }

  /** The documents from here on are of another kind: what is left of the one begun is passed over. */
  turn(): void {
    if (this.#chunk > 0) this.#document += 1;
    this.#chunk = 0;
    this.#made = undefined;
  }

  #make(index: number): Example {
    const { next, tokenizer, seed, stage } = this.#options;
    const document = next(Random.derive(seed, stage, 'document', index), index);
    const encoded = piecesOf(document, tokenizer).map(({ text, learn }) => ({
      tokens: tokenizer.encode(text),
      learn,
    }));
    const length = encoded.reduce((sum, { tokens }) => sum + tokens.length, 0);
    const learnt = new Uint8Array(length + 1);
    const tokens = new Int32Array(length + 1);
    let at = 0;
    for (const piece of encoded) {
      tokens.set(piece.tokens, at);
      if (piece.learn) learnt.fill(1, at, at + piece.tokens.length);
      at += piece.tokens.length;
    }
    tokens[length] = tokenizer.endOfTextId;
    // Where some text is only given, the document's end does not follow from it either.
    learnt[length] = 'text' in document ? 1 : 0;
    learnt[0] = 0;
    if (!learnt.includes(1) || length === 0) {
      throw new InputError(`${stage}: document ${index} has nothing to learn`, {
        hint: 'Leave out empty documents in the source of the pretraining stage.',
      });
    }
    return { tokens, learnt, kind: document.kind };
  }
}

function piecesOf(document: Document, tokenizer: Tokenizer): readonly Piece[] {
  if ('pieces' in document) return document.pieces;
  if ('text' in document) return [{ text: document.text, learn: true }];
  const before = tokenizer.renderChat(document.messages.slice(0, -1), { addGenerationPrompt: true });
  const all = tokenizer.renderChat(document.messages);
  return [
    { text: before, learn: false },
    { text: all.slice(before.length), learn: true },
  ];
}
