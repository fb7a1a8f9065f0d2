/** A GGUF file through llama.cpp as a chat model. */

import type { ChatMessage } from '../../core/trace.ts';
import { InputError } from '../../core/errors.ts';
import type { GgufModel } from '../gguf-model.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import { EventQueue } from './event-queue.ts';
import { mergeEvents } from './merge-events.ts';
import { StopTexts } from './stop-texts.ts';

export class GgufChat implements ChatModel {
  readonly id: string;
  readonly contextLength: number;
  readonly lacks = {
    logprobs: 'llama.cpp is asked for no log probabilities here; a model folder gives them',
    textPrompts: null,
  };
  readonly #model: GgufModel;
  #open = 0;

  constructor(model: GgufModel) {
    this.#model = model;
    this.id = model.id;
    this.contextLength = model.contextLength;
  }

  get open(): number {
    return this.#open;
  }

  async ask(
    prompt: readonly ChatMessage[] | string,
    params: ChatParams,
    { samples, signal }: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    if (params.topLogprobs !== null) throw new InputError(this.lacks.logprobs);
    const read = this.#model.promptOf(prompt);
    const left = new AbortController();
    const either = AbortSignal.any([signal, left.signal]);
    const queue = new EventQueue<ChatEvent>({ merge: mergeEvents, onLeave: () => left.abort() });
    this.#open++;
    const writing = Array.from({ length: samples }, async (_, sample) => {
      const stops = new StopTexts(params.stop);
      const tell = (text: string, tokens = 0): void => {
        if (text !== '' || tokens > 0) queue.push({ sample, text, tokens, logprobs: [] });
      };
      if (params.jsonSchema === undefined) tell(read.opened);
      const written = await this.#model.write(read, paramsOf(params, this.contextLength), sample, {
        signal: either,
        told(piece) {
          tell(stops.push(piece), 1);
          return !stops.isOver;
        },
      });
      tell(stops.end());
      const end = stops.isOver ? 'stop' : written.finishReason;
      queue.push({ sample, end, completionTokens: written.completionTokens });
    });
    void Promise.all(writing)
      .then(
        () => queue.end(),
        (error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))),
      )
      .finally(() => {
        this.#open--;
        left.abort();
      });
    return { promptTokens: read.tokens.length, events: queue };
  }

  async close(): Promise<void> {
    await this.#model.close();
  }
}

function paramsOf({ maxTokens, temperature, topP, topK, seed, jsonSchema }: ChatParams, most: number) {
  return {
    ...{ maxTokens: maxTokens ?? most, temperature, seed, jsonSchema },
    ...(topP < 1 && { topP }),
    ...(topK > 0 && { topK }),
  };
}
