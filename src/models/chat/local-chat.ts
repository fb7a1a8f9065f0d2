/** A model of this machine's engine as a chat model: its streams share one running batch. */

import { StreamSampler } from '../../engine/index.ts';
import type { StreamSamplerOptions } from '../../engine/index.ts';
import { InputError } from '../../core/errors.ts';
import type { ChatMessage } from '../../core/trace.ts';
import { openedThought } from '../split-thinking.ts';
import { PromptTooLongError } from '../text-model.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import { EventQueue } from './event-queue.ts';
import { mergeEvents } from './merge-events.ts';
import { WrittenSample } from './written-sample.ts';

export async function openLocalChat(
  id: string,
  directory: string,
  options: StreamSamplerOptions = {},
): Promise<ChatModel> {
  return new LocalChat(id, await StreamSampler.open(directory, options));
}

class LocalChat implements ChatModel {
  readonly id: string;
  readonly contextLength: number;
  readonly lacks = {
    logprobs: null,
    textPrompts: null,
  };
  readonly #streams: StreamSampler;

  constructor(id: string, streams: StreamSampler) {
    this.id = id;
    this.#streams = streams;
    this.contextLength = streams.config.contextLength;
  }

  get open(): number {
    return this.#streams.open;
  }

  async ask(
    prompt: readonly ChatMessage[] | string,
    params: ChatParams,
    { samples, signal }: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    const { tokenizer } = this.#streams;
    const text = typeof prompt === 'string' ? prompt : this.#render(prompt);
    const tokens = tokenizer.encode(text);
    const room = this.contextLength - tokens.length;
    if (room < 1) throw new PromptTooLongError(this.id, tokens.length, this.contextLength);
    signal.throwIfAborted();

    const { temperature, topK, topP, seed, topLogprobs, stop, jsonSchema } = params;
    let end = (): void => {};
    const leave = (): void => end();
    const queue = new EventQueue<ChatEvent>({ merge: mergeEvents, onLeave: leave });
    const written = Array.from(
      { length: samples },
      (_, sample) => new WrittenSample(sample, tokenizer, stop, topLogprobs !== null),
    );
    // JSON holds no thought.
    const opened = typeof prompt === 'string' || jsonSchema ? '' : openedThought(text);
    if (opened !== '')
      written.forEach((_, sample) => queue.push({ sample, text: opened, tokens: 0, logprobs: [] }));
    const stopped = (): void => {
      end();
      queue.fail(signal.reason as Error);
    };
    const isOver = (): boolean => written.every((sample) => sample.isOver);
    const cancel = this.#streams.begin(
      {
        prompt: tokens,
        maxTokens: Math.min(params.maxTokens ?? room, room),
        rule: { temperature, topK, topP },
        stopIds: typeof prompt === 'string' ? [tokenizer.endOfTextId] : tokenizer.stopIds,
        seeds: written.map((_, sample) => seed + sample),
        topLogprobs: topLogprobs ?? 0,
        ...(jsonSchema && { jsonSchema: jsonSchema.schema }),
      },
      {
        tokens(entries) {
          for (const entry of entries)
            for (const event of written[entry.sample]?.push(entry) ?? []) queue.push(event);
          if (!isOver()) return;
          end();
          queue.end();
        },
        failed(error) {
          signal.removeEventListener('abort', stopped);
          queue.fail(error);
        },
      },
    );
    end = () => {
      signal.removeEventListener('abort', stopped);
      cancel();
    };
    signal.addEventListener('abort', stopped, { once: true });
    return { promptTokens: tokens.length, events: queue };
  }

  /** A refusal does not name the folder that the model lies in: it goes to whoever asks. */
  #render(messages: readonly ChatMessage[]): string {
    try {
      return this.#streams.tokenizer.renderChat(messages, { addGenerationPrompt: true });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const message = error.message.replaceAll(this.#streams.tokenizer.directory, 'this model');
      throw new InputError(message, { code: error.code, cause: error });
    }
  }

  async close(): Promise<void> {
    await this.#streams.close();
  }
}
