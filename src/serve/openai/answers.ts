/** The answers of a request as OpenAI's objects: whole, or as chunks of a stream. */

import type { ChatEvent, TokenLogprob } from '../../models/index.ts';
import { SplitStream } from '../../models/index.ts';
import type { FinishReason } from '../../core/trace.ts';

export interface Delta {
  role?: 'assistant';
  reasoning_content?: string;
  content?: string;
}

export interface ChunkChoice {
  index: number;
  delta: Delta;
  logprobs: { content: ChatLogprob[] } | null;
  finish_reason: string | null;
}

export interface ChatLogprob {
  token: string;
  logprob: number;
  bytes: number[];
  top_logprobs: { token: string; logprob: number; bytes: number[] }[];
}

export function finishReasonOf(reason: FinishReason): string {
  return reason === 'filtered' ? 'content_filter' : reason === 'other' ? 'stop' : reason;
}

export function chatLogprob({ token, logprob, top }: TokenLogprob): ChatLogprob {
  const entry = (text: string, value: number) => ({
    token: text,
    logprob: value,
    bytes: [...Buffer.from(text)],
  });
  return { ...entry(token, logprob), top_logprobs: top.map((other) => entry(other.token, other.logprob)) };
}

/** Turns the events of one request into chunks of its choices. */
export class ChunkWriter {
  readonly #splits: SplitStream[];
  readonly #isRaw: boolean;
  readonly #withLogprobs: boolean;

  constructor(options: { samples: number; isRaw: boolean; withLogprobs: boolean }) {
    this.#splits = Array.from({ length: options.samples }, () => new SplitStream());
    this.#isRaw = options.isRaw;
    this.#withLogprobs = options.withLogprobs;
  }

  /** The chunks that the event makes; often none or one. */
  push(event: ChatEvent): ChunkChoice[] {
    const { sample: index } = event;
    const split = this.#splits[index] as SplitStream;
    if ('end' in event) {
      const last = this.#isRaw ? { reasoning: '', content: '' } : split.end();
      const rest = this.#choice(index, last, []);
      return [
        ...(rest === null ? [] : [rest]),
        { index, delta: {}, logprobs: null, finish_reason: finishReasonOf(event.end) },
      ];
    }
    const part = this.#isRaw ? { reasoning: '', content: event.text } : split.push(event.text);
    const choice = this.#choice(index, part, event.logprobs);
    return choice === null ? [] : [choice];
  }

  #choice(
    index: number,
    { reasoning, content }: { reasoning: string; content: string },
    logprobs: readonly TokenLogprob[],
  ): ChunkChoice | null {
    const delta: Delta = {
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(content !== '' && { content }),
    };
    if (Object.keys(delta).length === 0 && logprobs.length === 0) return null;
    return {
      index,
      delta,
      logprobs: this.#withLogprobs ? { content: logprobs.map(chatLogprob) } : null,
      finish_reason: null,
    };
  }
}
