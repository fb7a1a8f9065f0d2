/** A model of this machine's engine as a chat model: its streams share one running batch. */

import { StreamSampler } from '../../engine/index.ts';
import type { StreamSamplerOptions } from '../../engine/index.ts';
import type { AnswerForm } from '../../engine/index.ts';
import { InputError } from '../../core/errors.ts';
import { openedThought } from '../split-thinking.ts';
import { PromptTooLongError } from '../text-model.ts';
import { callEvents } from './call-events.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from './chat-model.ts';
import type { ChatTurn } from './chat-turn.ts';
import { EventQueue } from './event-queue.ts';
import { mergeEvents } from './merge-events.ts';
import { templateMessage } from './template-turns.ts';
import { hasTools, planTools } from './tool-plan.ts';
import type { ToolPlan } from './tool-plan.ts';
import { toolSupport } from './tool-style.ts';
import type { ToolSupport } from './tool-style.ts';
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
  readonly lacks: ChatModel['lacks'];
  readonly #streams: StreamSampler;
  readonly #tools: ToolSupport;

  constructor(id: string, streams: StreamSampler) {
    this.id = id;
    this.#streams = streams;
    this.contextLength = streams.config.contextLength;
    this.#tools = toolSupport(() => streams.tokenizer.toolTemplate());
    this.lacks = { logprobs: null, textPrompts: null, tools: this.#tools.lacks };
  }

  get open(): number {
    return this.#streams.open;
  }

  async ask(
    prompt: readonly ChatTurn[] | string,
    params: ChatParams,
    { samples, signal }: { samples: number; signal: AbortSignal },
  ): Promise<ChatAnswer> {
    const { tokenizer } = this.#streams;
    const plan = planTools(prompt, params, this.#tools);
    const text = typeof prompt === 'string' ? prompt : this.#render(prompt, plan);
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
    // Neither JSON nor a call that must come holds a thought.
    const isHeld = jsonSchema !== undefined || plan?.isForced === true;
    const opened = typeof prompt === 'string' || isHeld ? '' : openedThought(text);
    const form = formOf(jsonSchema, plan, opened !== '');
    const calls = written.map(() => plan && plan.stream(form !== null));
    const tell = (event: ChatEvent): void => {
      for (const told of callEvents(calls[event.sample] ?? null, event)) queue.push(told);
    };
    if (opened !== '')
      written.forEach((_, sample) => tell({ sample, text: opened, tokens: 0, logprobs: [] }));
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
        ...(form !== null && { form }),
      },
      {
        tokens(entries) {
          for (const entry of entries)
            for (const event of written[entry.sample]?.push(entry) ?? []) tell(event);
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
  #render(turns: readonly ChatTurn[], plan: ToolPlan | null): string {
    const { tokenizer } = this.#streams;
    try {
      const forTools = plan !== null || hasTools(turns) ? tokenizer.toolTemplate() : null;
      const template = forTools ?? tokenizer.requireTemplate();
      return template.render(turns.map(templateMessage), true, plan?.shown ?? null);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const message = error.message.replaceAll(tokenizer.directory, 'this model');
      throw new InputError(message, { code: error.code, cause: error });
    }
  }

  async close(): Promise<void> {
    await this.#streams.close();
  }
}

function formOf(
  jsonSchema: ChatParams['jsonSchema'],
  plan: ToolPlan | null,
  isThinking: boolean,
): AnswerForm | null {
  if (jsonSchema !== undefined) return { schema: jsonSchema.schema };
  const calls = plan?.form(isThinking) ?? null;
  return calls && { calls };
}
