/** A model behind an API as a chat model: its stream is passed on as it comes, and ends upstream when nobody reads it any more. */

import { AISDKError } from '@ai-sdk/provider';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { InputError, RequestError } from '../../core/errors.ts';
import { estimatePromptTokens } from '../estimate-tokens.ts';
import { failureOf } from '../failure.ts';
import type { Failure } from '../failure.ts';
import type { HttpAddress } from '../model-string.ts';
import { callOptions, languageModel } from '../provider-call.ts';
import { toolOptions } from '../provider-tools.ts';
import { redacted } from '../redacted.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import type { ChatTurn } from './chat-turn.ts';
import { EventQueue } from './event-queue.ts';
import { mergeEvents } from './merge-events.ts';
import { ProviderStream } from './provider-stream.ts';

/** Providers want a limit; where the caller names none, this is theirs. */
const USUAL_TOKENS = 4096;

export class HttpChat implements ChatModel {
  readonly id: string;
  readonly contextLength = null;
  readonly lacks = {
    logprobs: 'log probabilities of a model behind an API are not passed on',
    textPrompts: 'a model behind an API is asked as a chat; use /v1/chat/completions',
    tools: null,
  };
  readonly #address: HttpAddress;
  readonly #language: LanguageModelV4;
  #open = 0;

  constructor(address: HttpAddress) {
    this.id = address.id;
    this.#address = address;
    this.#language = languageModel(address, fetch);
  }

  get open(): number {
    return this.#open;
  }

  async ask(
    prompt: readonly ChatTurn[] | string,
    params: ChatParams,
    { samples, signal }: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    if (typeof prompt === 'string') throw new InputError(this.lacks.textPrompts);
    const { topK, topP, maxTokens, stop, jsonSchema, temperature, seed, tools } = params;
    const called = callOptions(
      this.#address,
      prompt,
      {
        temperature,
        seed,
        topP,
        jsonSchema,
        maxTokens: maxTokens ?? USUAL_TOKENS,
        ...(topK > 0 && { topK }),
      },
      0,
    );
    const options = {
      ...(tools === undefined ? called : toolOptions(this.#address, called, tools)),
      ...(stop.length > 0 && { stopSequences: [...stop] }),
    };
    const left = new AbortController();
    const abortSignal = AbortSignal.any([signal, left.signal]);
    // The first answer of each shows whether the request is taken, before anything is told.
    const streams = await Promise.all(
      Array.from({ length: samples }, async (_, sample) => {
        try {
          return await this.#language.doStream({ ...options, seed: seed + sample, abortSignal });
        } catch (error) {
          left.abort();
          throw this.#errorOf(error);
        }
      }),
    );
    this.#open++;
    const queue = new EventQueue<ChatEvent>({ merge: mergeEvents, onLeave: () => left.abort() });
    const reading = streams.map(({ stream }, sample) => this.#read(stream, sample, queue));
    void Promise.all(reading)
      .then(
        () => queue.end(),
        (error: unknown) => queue.fail(signal.aborted ? (signal.reason as Error) : this.#errorOf(error)),
      )
      .finally(() => {
        this.#open--;
        left.abort();
      });
    const shown = tools === undefined ? [] : [{ content: JSON.stringify(tools.tools) }];
    return { promptTokens: estimatePromptTokens([...prompt, ...shown]), events: queue };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #read(
    stream: ReadableStream<LanguageModelV4StreamPart>,
    sample: number,
    queue: EventQueue<ChatEvent>,
  ): Promise<void> {
    const told = new ProviderStream(sample, (event) => queue.push(event));
    for await (const part of stream) if (told.take(part)) return;
    throw new RequestError(`${this.id}: the answer broke off`, { retryable: true });
  }

  #errorOf(error: unknown): Error {
    if (error instanceof RequestError || (error instanceof Error && error.name === 'AbortError'))
      return error;
    const { message, status, kind } = AISDKError.isInstance(error) ? failureOf(error) : brokenOff(error);
    return new RequestError(`${this.id}: ${redacted(message, this.#address.apiKey)}`, {
      status,
      retryable: kind === 'refused' || kind === 'passing',
    });
  }
}

/** What is no error of the provider package comes from the connection. */
function brokenOff(error: unknown): Failure {
  const said = error instanceof Error ? error.message : JSON.stringify(error);
  return { kind: 'passing', message: `the answer broke off (${said})`, mayBeBilled: true };
}
