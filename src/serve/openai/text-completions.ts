/** POST /v1/completions: a text that the model goes on with, without a chat template. */

import { z } from 'zod';
import type { ChatAnswer, ChatModel, ChatParams, TokenLogprob } from '../../models/index.ts';
import { ApiError, apiErrorOf } from '../api-error.ts';
import type { AnswerRecord } from './answer-record.ts';
import { finishReasonOf } from './answers.ts';
import { completionId, now } from './chat-completions.ts';
import { parsed } from './chat-request.ts';
import { noEffect, samplingFields, seedOr, stopSchema, without } from './sampling-fields.ts';
import type { SseWriter } from './sse.ts';

const bodySchema = z.strictObject({
  ...samplingFields,
  model: z.string(),
  prompt: z.union([z.string(), z.tuple([z.string()])], { error: 'one text; send one request a prompt' }),
  /** OpenAI's own default. */
  max_tokens: z.int().positive().nullish(),
  stop: stopSchema,
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  logprobs: z.int().min(0).max(20).nullish(),
  echo: z.literal(false).nullish(),
  best_of: z.literal(1).nullish(),
  ...noEffect(['user']),
  ...without(['suffix']),
});

const USUAL_TOKENS = 16;

export interface TextCompletionRequest {
  model: string;
  prompt: string;
  params: ChatParams;
  samples: number;
  isStream: boolean;
  withUsage: boolean;
}

export function readTextRequest(body: unknown): TextCompletionRequest {
  const read = parsed(bodySchema, body);
  return {
    model: read.model,
    prompt: typeof read.prompt === 'string' ? read.prompt : read.prompt[0],
    params: {
      maxTokens: read.max_tokens ?? USUAL_TOKENS,
      temperature: read.temperature ?? 1,
      topP: read.top_p ?? 1,
      topK: read.top_k ?? -1,
      seed: seedOr(read.seed),
      stop: read.stop,
      topLogprobs: read.logprobs ?? null,
    },
    samples: read.n ?? 1,
    isStream: read.stream ?? false,
    withUsage: read.stream_options?.include_usage ?? false,
  };
}

interface TextChoice {
  index: number;
  text: string;
  logprobs: object | null;
  finish_reason: string | null;
}

/** OpenAI's older form of log probabilities, four lists side by side. */
function textLogprobs(tokens: readonly TokenLogprob[], from: number): object {
  let offset = from;
  return {
    tokens: tokens.map(({ token }) => token),
    token_logprobs: tokens.map(({ logprob }) => logprob),
    top_logprobs: tokens.map(({ top }) =>
      Object.fromEntries(top.map(({ token, logprob }) => [token, logprob])),
    ),
    text_offset: tokens.map(({ token }) => (offset += token.length) - token.length),
  };
}

/** Refuses what the model lacks, and asks it. */
export async function askForText(
  model: ChatModel,
  { prompt, params, samples }: TextCompletionRequest,
  signal: AbortSignal,
): Promise<ChatAnswer> {
  const { textPrompts, logprobs } = model.lacks;
  if (textPrompts !== null) throw new ApiError(400, `prompt: ${textPrompts}`, { param: 'prompt' });
  if (params.topLogprobs !== null && logprobs !== null)
    throw new ApiError(400, `logprobs: ${logprobs}`, { param: 'logprobs' });
  return model.ask(prompt, params, { samples, signal });
}

/** The whole answer; with `sse` also as it is written, and then an error is an event of the stream. */
export async function textCompletion(
  request: TextCompletionRequest,
  answer: ChatAnswer,
  { record, sse }: { record: AnswerRecord; sse: SseWriter | null },
): Promise<{ body: object; error: ApiError | null }> {
  const { params, samples, withUsage } = request;
  const frame = { id: completionId('cmpl'), object: 'text_completion', created: now(), model: request.model };
  const whole = Array.from({ length: samples }, (_, index) => ({
    ...{ index, text: '', finish: 'stop' },
    logprobs: [] as TokenLogprob[],
  }));
  let error: ApiError | null = null;
  const logprobsOf = (tokens: readonly TokenLogprob[], from: number): object | null =>
    params.topLogprobs === null ? null : textLogprobs(tokens, from);
  const send = async (choices: TextChoice[], more: object = {}): Promise<void> =>
    sse?.send(JSON.stringify({ ...frame, choices, ...(withUsage && { usage: null }), ...more }));
  const round = record.round(answer.promptTokens);
  try {
    for await (const event of answer.events) {
      round.take(event);
      // Nothing is called in a text.
      if ('call' in event) continue;
      const choice = whole[event.sample];
      if (choice === undefined) continue;
      const { index } = choice;
      if ('end' in event) {
        choice.finish = finishReasonOf(event.end);
        await send([{ index, text: '', logprobs: null, finish_reason: choice.finish }]);
        continue;
      }
      const logprobs = logprobsOf(event.logprobs, choice.text.length);
      if (event.text !== '' || event.logprobs.length > 0)
        await send([{ index, text: event.text, logprobs, finish_reason: null }]);
      choice.text += event.text;
      choice.logprobs.push(...event.logprobs);
    }
    if (withUsage) await send([], { usage: record.usage });
    await sse?.send('[DONE]');
  } catch (reason) {
    if (sse === null) throw reason;
    error = apiErrorOf(reason);
    await sse.send(JSON.stringify(error.body));
  }
  sse?.end();
  const choices = whole.map(({ index, text, finish, logprobs }) => ({
    ...{ index, text, finish_reason: finish },
    logprobs: logprobsOf(logprobs, 0),
  }));
  return { body: { ...frame, choices, usage: record.usage }, error };
}
