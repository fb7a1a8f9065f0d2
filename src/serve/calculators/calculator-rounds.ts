/**
 * An answer during which the model may call calculators: the server computes, tells the model, and lets it go on, so that what a client reads
 * is one answer. Calls of the client's own tools end it, as they always do.
 */

import { readArguments } from '../../calculate/index.ts';
import { InputError } from '../../core/errors.ts';
import { EventQueue, mergeEvents, splitAnswer } from '../../models/index.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams, ChatTurn, ToolCall } from '../../models/index.ts';
import type { AnswerRecord } from '../openai/answer-record.ts';
import { shownToModel } from './calculated.ts';
import type { Calculated } from './calculated.ts';
import type { CalculatorThread } from './calculator-thread.ts';

/** Times that a model is asked for one answer; in the last one it is offered no tools, so that it must answer. */
export const MOST_ROUNDS = 8;
const LAST_ONE = 'No more calculations are possible: answer with what there is.';

/** `round`: the model goes on after its calculations. */
export type AnswerEvent =
  ChatEvent | { sample: number; calculation: Calculated } | { sample: number; round: number };

export interface CalculatorUse {
  /** Those that the model was offered. */
  names: ReadonlySet<string>;
  thread: CalculatorThread;
}

/** One of the answers of a request. */
interface Sample {
  index: number;
  turns: readonly ChatTurn[];
  round: number;
  tokensLeft: number;
  /** Calls of the client's tools that were told. */
  told: number;
}

/** What a sample has written in one round. */
interface Written {
  text: string;
  /** Of calculators, and of tools that there are not; by the index that the model gives them. */
  serverCalls: Map<number, ToolCall>;
  ownCalls: Map<number, number>;
  end: Extract<ChatEvent, { end: unknown }> | null;
}

export interface RoundsRequest {
  messages: readonly ChatTurn[];
  params: ChatParams & { maxTokens: number };
  samples: number;
}

export class CalculatorRounds {
  readonly #model: ChatModel;
  readonly #request: RoundsRequest;
  readonly #use: CalculatorUse;
  /** Names of the client's own tools. */
  readonly #own: ReadonlySet<string>;
  readonly #record: AnswerRecord;
  readonly #left = new AbortController();
  readonly #signal: AbortSignal;
  readonly #queue: EventQueue<AnswerEvent>;

  constructor(
    model: ChatModel,
    request: RoundsRequest,
    options: { use: CalculatorUse; record: AnswerRecord; signal: AbortSignal },
  ) {
    this.#model = model;
    this.#request = request;
    this.#use = options.use;
    const offered = (request.params.tools?.tools ?? []).map(({ name }) => name);
    this.#own = new Set(offered.filter((name) => !options.use.names.has(name)));
    this.#record = options.record;
    this.#signal = AbortSignal.any([options.signal, this.#left.signal]);
    this.#queue = new EventQueue<AnswerEvent>({ merge, onLeave: () => this.#left.abort() });
  }

  /** Asks the model; what is wrong with the request is thrown before anything is told. */
  async begin(): Promise<AsyncIterable<AnswerEvent>> {
    const { messages, params, samples } = this.#request;
    const answer = await this.#model.ask(messages, params, { samples, signal: this.#signal });
    const all = Array.from({ length: samples }, (_, index) => ({
      ...{ index, turns: messages, round: 1, told: 0, tokensLeft: params.maxTokens },
    }));
    void this.#follow(answer, all).then(
      () => this.#queue.end(),
      (error: unknown) => {
        // The other answers of the request are not wanted any more.
        this.#left.abort();
        this.#queue.fail(error instanceof Error ? error : new Error(String(error)));
      },
    );
    return this.#queue;
  }

  async #follow(answer: ChatAnswer, samples: readonly Sample[]): Promise<void> {
    const record = this.#record.round(answer.promptTokens);
    const written = samples.map((): Written => ({
      ...{ text: '', serverCalls: new Map(), ownCalls: new Map(), end: null },
    }));
    for await (const event of answer.events) {
      record.take(event);
      const sample = samples[event.sample];
      const own = written[event.sample];
      if (sample !== undefined && own !== undefined) this.#take(event, sample, own);
    }
    await Promise.all(samples.map((sample, i) => this.#goOn(sample, written[i] as Written)));
  }

  #take(event: ChatEvent, sample: Sample, written: Written): void {
    if ('end' in event) {
      written.end = event;
      sample.tokensLeft -= event.completionTokens;
      if (written.serverCalls.size === 0) this.#queue.push({ ...event, sample: sample.index });
      return;
    }
    if (!('call' in event)) {
      written.text += event.text;
      this.#queue.push({ ...event, sample: sample.index });
      return;
    }
    const { call } = event;
    const { index, begins } = call;
    if (begins !== undefined && !this.#own.has(begins.name))
      written.serverCalls.set(index, { ...begins, arguments: '' });
    const asked = written.serverCalls.get(index);
    if (asked !== undefined) {
      asked.arguments += call.arguments;
      return;
    }
    if (begins !== undefined) written.ownCalls.set(index, sample.told++);
    const place = written.ownCalls.get(index) ?? index;
    this.#queue.push({ sample: sample.index, call: { ...call, index: place } });
  }

  /** Computes what was asked for, and asks the model to go on. */
  async #goOn(sample: Sample, { text, serverCalls, ownCalls, end }: Written): Promise<void> {
    if (serverCalls.size === 0 || end === null) return;
    const { index } = sample;
    const calls = [...serverCalls.values()];
    const round = sample.round + 1;
    const isLast = round === MOST_ROUNDS;
    const results: ChatTurn[] = [];
    for (const { id, name, arguments: args } of calls) {
      const outcome = this.#use.names.has(name)
        ? await this.#use.thread.run(name, args || '{}', this.#signal)
        : { error: this.#noTool(name) };
      this.#queue.push({ sample: index, calculation: { name, arguments: shownArguments(args), ...outcome } });
      const content = shownToModel(outcome, isLast ? LAST_ONE : undefined);
      results.push({ role: 'tool', content, toolCallId: id, name });
    }
    // The client's own tools come first, and it sends back what was calculated; or nothing more may be written or asked.
    const isOver = round > MOST_ROUNDS || (end.end !== 'stop' && end.end !== 'other');
    if (ownCalls.size > 0 || isOver) {
      this.#queue.push({ ...end, sample: index });
      return;
    }
    if (sample.tokensLeft < 1) {
      this.#queue.push({ sample: index, end: 'length', completionTokens: 0 });
      return;
    }
    const { reasoning, content } = splitAnswer(text);
    const turns = [
      ...sample.turns,
      { role: 'assistant', content, reasoning, toolCalls: calls } as const,
      ...results,
    ];
    const { params } = this.#request;
    const choice = isLast ? 'none' : 'auto';
    const answer = await this.#model.ask(
      turns,
      {
        ...params,
        maxTokens: sample.tokensLeft,
        ...(params.tools && { tools: { ...params.tools, choice } }),
      },
      { samples: 1, signal: this.#signal },
    );
    this.#queue.push({ sample: index, round });
    await this.#follow(answer, [{ ...sample, turns, round }]);
  }

  #noTool(name: string): string {
    const known = [...this.#own, ...this.#use.names].join(', ');
    return `there is no tool ${JSON.stringify(name.slice(0, 100))}; there are ${known}`;
  }
}

function shownArguments(text: string): unknown {
  try {
    return readArguments(text || '{}');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return text;
  }
}

function merge(last: AnswerEvent, next: AnswerEvent): AnswerEvent | null {
  if ('calculation' in last || 'round' in last || 'calculation' in next || 'round' in next) return null;
  return mergeEvents(last, next);
}
