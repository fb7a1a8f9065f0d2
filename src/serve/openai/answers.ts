/** The answers of a request as OpenAI's objects: whole, or as chunks of a stream. */

import type { CallPiece, TokenLogprob } from '../../models/index.ts';
import { SplitStream } from '../../models/index.ts';
import type { FinishReason } from '../../core/trace.ts';
import type { AnswerEvent } from '../calculators/calculator-rounds.ts';
import type { Calculated } from '../calculators/calculated.ts';

export interface CallDelta {
  index: number;
  id?: string;
  type?: 'function';
  function: { name?: string; arguments: string };
}

export interface Delta {
  role?: 'assistant';
  reasoning_content?: string;
  content?: string;
  tool_calls?: [CallDelta];
  /** Ours; with an index, by which clients put lists together. */
  calculations?: [Calculated & { index: number }];
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

function callDelta({ index, begins, arguments: text }: CallPiece): CallDelta {
  if (begins === undefined) return { index, function: { arguments: text } };
  const { id, name } = begins;
  return { index, id, type: 'function', function: { name, arguments: text } };
}

/** What stands between the parts that an answer had before a calculation and after it. */
const BETWEEN_ROUNDS = '\n\n';
type Part = 'reasoning' | 'content';

/** Turns the events of one of the answers into chunks of its choice. */
class ChoiceWriter {
  readonly #index: number;
  readonly #options: { isRaw: boolean; withLogprobs: boolean };
  #split = new SplitStream();
  #calls = 0;
  #calculations = 0;
  /** The parts that have something, and those that had before the round that runs. */
  readonly #told = new Set<Part>();
  #before: ReadonlySet<Part> = new Set();

  constructor(index: number, options: { isRaw: boolean; withLogprobs: boolean }) {
    this.#index = index;
    this.#options = options;
  }

  push(event: AnswerEvent): ChunkChoice[] {
    if ('calculation' in event)
      return [this.#chunk({ calculations: [{ index: this.#calculations++, ...event.calculation }] })];
    if ('round' in event) return this.#endRound();
    if ('call' in event) {
      if (event.call.begins !== undefined) this.#calls++;
      return [this.#chunk({ tool_calls: [callDelta(event.call)] })];
    }
    if ('end' in event) {
      const rest = this.#rest();
      const reason = finishReasonOf(event.end);
      const finish = this.#calls > 0 && reason === 'stop' ? 'tool_calls' : reason;
      return [...rest, { index: this.#index, delta: {}, logprobs: null, finish_reason: finish }];
    }
    const { isRaw } = this.#options;
    const part = isRaw ? { reasoning: '', content: event.text } : this.#split.push(event.text);
    return this.#texts(part, event.logprobs);
  }

  #endRound(): ChunkChoice[] {
    const rest = this.#rest();
    this.#split = new SplitStream();
    this.#before = new Set(this.#told);
    return rest;
  }

  #rest(): ChunkChoice[] {
    return this.#options.isRaw ? [] : this.#texts(this.#split.end(), []);
  }

  #texts(parts: Record<Part, string>, logprobs: readonly TokenLogprob[]): ChunkChoice[] {
    const reasoning = this.#joined('reasoning', parts.reasoning);
    const content = this.#joined('content', parts.content);
    if (reasoning === '' && content === '' && logprobs.length === 0) return [];
    const delta: Delta = {
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(content !== '' && { content }),
    };
    return [this.#chunk(delta, logprobs)];
  }

  #joined(part: Part, text: string): string {
    if (text === '') return '';
    const isNew = this.#before.has(part);
    this.#told.add(part);
    this.#before = new Set([...this.#before].filter((other) => other !== part));
    return isNew ? BETWEEN_ROUNDS + text : text;
  }

  #chunk(delta: Delta, logprobs: readonly TokenLogprob[] = []): ChunkChoice {
    return {
      index: this.#index,
      delta,
      logprobs: this.#options.withLogprobs ? { content: logprobs.map(chatLogprob) } : null,
      finish_reason: null,
    };
  }
}

/** Turns the events of one request into chunks of its choices. */
export class ChunkWriter {
  readonly #choices: ChoiceWriter[];

  constructor({ samples, ...options }: { samples: number; isRaw: boolean; withLogprobs: boolean }) {
    this.#choices = Array.from({ length: samples }, (_, index) => new ChoiceWriter(index, options));
  }

  /** The chunks that the event makes; often none or one. */
  push(event: AnswerEvent): ChunkChoice[] {
    return this.#choices[event.sample]?.push(event) ?? [];
  }
}
