/** POST /v1/chat/completions. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { hasTools } from '../../models/index.ts';
import type { ChatAnswer, ChatEvent, ChatModel, ChatParams } from '../../models/index.ts';
import { ApiError, apiErrorOf } from '../api-error.ts';
import { CalculatorRounds } from '../calculators/calculator-rounds.ts';
import type { AnswerEvent } from '../calculators/calculator-rounds.ts';
import type { CalculatorThread } from '../calculators/calculator-thread.ts';
import type { AnswerRecord, Usage } from './answer-record.ts';
import { StreamedCheck } from '../check/streamed-check.ts';
import { ChunkWriter } from './answers.ts';
import type { ChatCompletionRequest } from './chat-request.ts';
import type { SseWriter } from './sse.ts';
import { WholeChoice } from './whole-choice.ts';
import type { ChatChoice } from './whole-choice.ts';

export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: ChatChoice[];
  usage: Usage;
}

/** A request with its limit. */
export type AskedCompletion = ChatCompletionRequest & { params: ChatParams & { maxTokens: number } };

/** Refuses what the model lacks, and asks it. */
export async function askModel(
  model: ChatModel,
  request: AskedCompletion,
  { signal, record, thread }: { signal: AbortSignal; record: AnswerRecord; thread: CalculatorThread },
): Promise<AsyncIterable<AnswerEvent>> {
  const { params, messages, samples, calculators } = request;
  const { logprobs, tools } = model.lacks;
  if (params.topLogprobs !== null && logprobs !== null)
    throw new ApiError(400, `logprobs: ${logprobs}`, { param: 'logprobs' });
  if (tools !== null && params.tools !== undefined && params.tools.choice !== 'none') {
    const param = calculators.size === params.tools.tools.length ? 'calculators' : 'tools';
    throw new ApiError(400, `${param}: ${tools}`, { param });
  }
  if (tools !== null && hasTools(messages))
    throw new ApiError(400, `messages: ${tools}`, { param: 'messages' });
  if (calculators.size > 0) {
    const use = { names: calculators, thread };
    return new CalculatorRounds(model, request, { use, record, signal }).begin();
  }
  const answer = await model.ask(messages, params, { samples, signal });
  const round = record.round(answer.promptTokens);
  return recorded(answer, (event) => round.take(event));
}

async function* recorded(answer: ChatAnswer, take: (event: ChatEvent) => void): AsyncGenerator<ChatEvent> {
  for await (const event of answer.events) {
    take(event);
    yield event;
  }
}

/** The whole answer. */
export async function wholeCompletion(
  request: ChatCompletionRequest,
  events: AsyncIterable<AnswerEvent>,
  record: AnswerRecord,
): Promise<ChatCompletion> {
  const { samples, isRaw, params, evidence, model } = request;
  const withLogprobs = params.topLogprobs !== null;
  const writer = new ChunkWriter({ samples, isRaw, withLogprobs });
  const choices = Array.from({ length: samples }, () => new WholeChoice());
  for await (const event of events) for (const chunk of writer.push(event)) choices[chunk.index]?.push(chunk);
  return {
    ...{ id: completionId('chatcmpl'), object: 'chat.completion', created: now(), model },
    choices: choices.map((choice, index) => choice.whole(index, { withLogprobs, evidence })),
    usage: record.usage,
  };
}

/** Chunks of one stream are gathered for so long once many streams are open: their writing would slow the model down. */
const GATHER_MS = 20;
const MANY_STREAMS = 8;

/** Streams the answer; an error after the beginning becomes an event of the stream, since the status is sent, and is given. */
export async function streamCompletion(
  request: ChatCompletionRequest,
  events: AsyncIterable<AnswerEvent>,
  { record, sse, open }: { record: AnswerRecord; sse: SseWriter; open: () => number },
): Promise<ApiError | null> {
  let error: ApiError | null = null;
  const { samples, isRaw, params, withUsage, model } = request;
  const writer = new ChunkWriter({ samples, isRaw, withLogprobs: params.topLogprobs !== null });
  const { evidence } = request;
  const checks = evidence === null ? [] : Array.from({ length: samples }, () => new StreamedCheck(evidence));
  const frame = { id: completionId('chatcmpl'), object: 'chat.completion.chunk', created: now(), model };
  // With usage asked for, every chunk but the last has it as null.
  const send = (more: object): Promise<void> =>
    sse.send(JSON.stringify({ ...frame, ...(withUsage && { usage: null }), ...more }));
  try {
    for (let index = 0; index < samples; index++) {
      const delta = { role: 'assistant', content: '' };
      await send({ choices: [{ index, delta, logprobs: null, finish_reason: null }] });
    }
    for await (const event of events) {
      for (const choice of writer.push(event)) {
        const check = checks[choice.index]?.push(choice) ?? null;
        await send({ choices: [check === null ? choice : { ...choice, check }] });
      }
      if (open() > MANY_STREAMS && !('end' in event)) await wait(GATHER_MS);
    }
    if (withUsage) await send({ choices: [], usage: record.usage });
    await sse.send('[DONE]');
  } catch (reason) {
    error = apiErrorOf(reason);
    await sse.send(JSON.stringify(error.body));
  }
  sse.end();
  return error;
}

export function completionId(kind: string): string {
  return `${kind}-${randomUUID().replaceAll('-', '')}`;
}

/** Seconds, as OpenAI's `created`. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
