/** POST /v1/chat/completions. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatAnswer, ChatModel } from '../../models/index.ts';
import { ApiError, apiErrorOf } from '../api-error.ts';
import type { AnswerRecord, Usage } from './answer-record.ts';
import { RunningCheck } from '../check/running-check.ts';
import type { Check } from '../check/running-check.ts';
import { StreamedCheck } from '../check/streamed-check.ts';
import { ChunkWriter } from './answers.ts';
import type { ChatLogprob } from './answers.ts';
import type { ChatCompletionRequest } from './chat-request.ts';
import type { SseWriter } from './sse.ts';

export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: {
    index: number;
    message: { role: 'assistant'; content: string; refusal: null; reasoning_content: string | null };
    logprobs: { content: ChatLogprob[] } | null;
    finish_reason: string;
    /** Where `check` was asked for. */
    check?: Check;
  }[];
  usage: Usage;
}

export async function askModel(
  model: ChatModel,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): Promise<ChatAnswer> {
  const { params } = request;
  const { logprobs } = model.lacks;
  if (params.topLogprobs !== null && logprobs !== null)
    throw new ApiError(400, `logprobs: ${logprobs}`, { param: 'logprobs' });
  return model.ask(request.messages, params, { samples: request.samples, signal });
}

/** The whole answer. */
export async function wholeCompletion(
  request: ChatCompletionRequest,
  answer: ChatAnswer,
  record: AnswerRecord,
): Promise<ChatCompletion> {
  const withLogprobs = request.params.topLogprobs !== null;
  const writer = new ChunkWriter({ samples: request.samples, isRaw: request.isRaw, withLogprobs });
  const choices = Array.from({ length: request.samples }, () => ({
    ...{ content: '', reasoning: '', finish: 'stop' },
    logprobs: [] as ChatLogprob[],
  }));
  for await (const event of answer.events) {
    record.take(event);
    for (const { index, delta, logprobs, finish_reason: finish } of writer.push(event)) {
      const choice = choices[index];
      if (choice === undefined) continue;
      choice.content += delta.content ?? '';
      choice.reasoning += delta.reasoning_content ?? '';
      choice.finish = finish ?? choice.finish;
      choice.logprobs.push(...(logprobs?.content ?? []));
    }
  }
  return {
    ...{ id: completionId('chatcmpl'), object: 'chat.completion', created: now(), model: request.model },
    choices: choices.map(({ content, reasoning, finish, logprobs }, index) => ({
      index,
      message: {
        ...{ role: 'assistant', content, refusal: null },
        reasoning_content: reasoning === '' ? null : reasoning,
      },
      logprobs: withLogprobs ? { content: logprobs } : null,
      finish_reason: finish,
      ...(request.evidence !== null && { check: new RunningCheck(request.evidence).end(reasoning, content) }),
    })),
    usage: record.usage,
  };
}

/** Chunks of one stream are gathered for so long once many streams are open: their writing would slow the model down. */
const GATHER_MS = 20;
const MANY_STREAMS = 8;

/** Streams the answer; an error after the beginning becomes an event of the stream, since the status is sent, and is given. */
export async function streamCompletion(
  request: ChatCompletionRequest,
  answer: ChatAnswer,
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
    for await (const event of answer.events) {
      record.take(event);
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
