/** A GGUF file through llama.cpp as a chat model. */

import { InputError } from '../../core/errors.ts';
import type { GgufModel } from '../gguf-model.ts';
import { callEvents } from './call-events.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import type { ChatTurn } from './chat-turn.ts';
import { EventQueue } from './event-queue.ts';
import { mergeEvents } from './merge-events.ts';
import { StopTexts } from './stop-texts.ts';
import { templateMessage } from './template-turns.ts';
import { planTools } from './tool-plan.ts';
import { toolSupport } from './tool-style.ts';
import type { ToolSupport } from './tool-style.ts';

export class GgufChat implements ChatModel {
  readonly id: string;
  readonly contextLength: number;
  readonly lacks: ChatModel['lacks'] & { logprobs: string };
  readonly #model: GgufModel;
  readonly #tools: ToolSupport;
  #open = 0;

  constructor(model: GgufModel) {
    this.#model = model;
    this.id = model.id;
    this.contextLength = model.contextLength;
    this.#tools = toolSupport(() => model.template);
    this.lacks = {
      logprobs: 'llama.cpp is asked for no log probabilities here; a model folder gives them',
      textPrompts: null,
      tools: this.#tools.lacks,
    };
  }

  get open(): number {
    return this.#open;
  }

  async ask(
    prompt: readonly ChatTurn[] | string,
    params: ChatParams,
    { samples, signal }: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    if (params.topLogprobs !== null) throw new InputError(this.lacks.logprobs);
    const plan = planTools(prompt, params, this.#tools);
    const jsonSchema = plan?.isForced ? { name: 'call', schema: plan.callSchema } : params.jsonSchema;
    const messages = typeof prompt === 'string' ? prompt : prompt.map(templateMessage);
    const read = this.#model.promptOf(messages, plan?.shown ?? null);
    const left = new AbortController();
    const either = AbortSignal.any([signal, left.signal]);
    const queue = new EventQueue<ChatEvent>({ merge: mergeEvents, onLeave: () => left.abort() });
    this.#open++;
    const writing = Array.from({ length: samples }, async (_, sample) => {
      const stops = new StopTexts(params.stop);
      const calls = plan && plan.stream(false);
      const push = (event: ChatEvent): void => {
        for (const told of callEvents(calls, event)) queue.push(told);
      };
      const tell = (text: string, tokens = 0): void => {
        if (text !== '' || tokens > 0) push({ sample, text, tokens, logprobs: [] });
      };
      if (jsonSchema === undefined) tell(read.opened);
      const held = paramsOf({ ...params, jsonSchema }, this.contextLength);
      const written = await this.#model.write(read, held, sample, {
        signal: either,
        told(piece) {
          tell(stops.push(piece), 1);
          return !stops.isOver;
        },
      });
      tell(stops.end());
      const end = stops.isOver ? 'stop' : written.finishReason;
      push({ sample, end, completionTokens: written.completionTokens });
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
