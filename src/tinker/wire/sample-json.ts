/** `POST /asample` and its result as JSON; a newer SDK asks for the result as protobuf. */

import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import type { SamplingParams } from '../types.ts';
import { boundedList } from './bounded.ts';
import { modelInputBody } from './datum-json.ts';
import { futureAnswer } from './model-bodies.ts';
import { seqId } from './seq-id.ts';
import { ABSENT_LOGPROB } from './sample-response.ts';
import type { SampledTokens, SampleOutputs, Topk } from './sample-response.ts';

const MOST_STOPS = 1000;
/** An empty one would stop everywhere. */
const stopText = z.string().min(1);

const samplingParamsBody = z.object({
  max_tokens: z.int().positive().nullish(),
  seed: z.int().nullish(),
  stop: z.union([stopText, boundedList(stopText, MOST_STOPS), boundedList(z.int32(), MOST_STOPS)]).nullish(),
  temperature: z.number().nonnegative().nullish(),
  top_k: z.int().nullish(),
  top_p: z.number().positive().max(1).nullish(),
});

export const sampleBody = z.object({
  sampling_session_id: z.string().nullish(),
  /** The older alternatives to a sampling session. */
  base_model: z.string().nullish(),
  model_path: z.string().nullish(),
  seq_id: seqId,
  num_samples: z.int().positive().default(1),
  prompt: modelInputBody,
  sampling_params: samplingParamsBody,
  prompt_logprobs: z.boolean().nullish(),
  topk_prompt_logprobs: z.int().nonnegative().nullish(),
  /** Tokens at the end of the prompt whose log probabilities are wanted; those before get none. */
  prompt_logprobs_last_n: z.int().positive().nullish(),
  // What newer clients may ask for beyond these is not there, and must not be missed silently.
  topk_sample_logprobs: z.literal(0).nullish(),
  prompt_alt_tokens_k: z.literal(0).nullish(),
  target_prompt_logprobs: z.null().optional(),
  record_stability_info: z.literal(false).nullish(),
});
export type SampleBody = z.infer<typeof sampleBody>;

/** `sample_sequence_ids` has one entry a sample; SDKs from 0.26.2 on assert it. */
export const sampleAnswer = futureAnswer.extend({
  sample_sequence_ids: z.array(z.string()).nullish(),
});

/** Without `maxTokens`: up to the context. A bare stop string becomes a list. */
export function samplingParamsFrom(
  body: z.infer<typeof samplingParamsBody>,
): Omit<SamplingParams, 'maxTokens'> & { maxTokens?: number } {
  const stop = typeof body.stop === 'string' ? [body.stop] : body.stop;
  return {
    ...(body.max_tokens != null && { maxTokens: body.max_tokens }),
    ...(body.seed != null && { seed: body.seed }),
    ...(stop != null && { stop }),
    temperature: body.temperature ?? 1,
    topK: body.top_k ?? -1,
    topP: body.top_p ?? 1,
  };
}

export function samplingParamsToBody(params: SamplingParams): z.infer<typeof samplingParamsBody> {
  return {
    max_tokens: params.maxTokens,
    ...(params.seed !== undefined && { seed: params.seed }),
    // A copy keeps its kind; TypeScript sees a list of either.
    ...(params.stop !== undefined && { stop: [...params.stop] as string[] | number[] }),
    temperature: params.temperature ?? 1,
    top_k: params.topK ?? -1,
    top_p: params.topP ?? 1,
  };
}

const pair = z.tuple([z.int32(), z.number()]);

export const sampleOutputsBody = z.object({
  sequences: z.array(
    z.object({
      stop_reason: z.enum(['stop', 'length']),
      tokens: z.array(z.int32()),
      logprobs: z.array(z.number()).nullish(),
    }),
  ),
  prompt_logprobs: z.array(z.number().nullable()).nullish(),
  topk_prompt_logprobs: z.array(z.array(pair).nullable()).nullish(),
});
export type SampleOutputsBody = z.infer<typeof sampleOutputsBody>;

export function sampleOutputsFrom(body: SampleOutputsBody): SampleOutputs {
  const { prompt_logprobs, topk_prompt_logprobs } = body;
  return {
    sequences: body.sequences.map(({ stop_reason, tokens, logprobs }, i): SampledTokens => {
      if (logprobs != null && logprobs.length !== tokens.length) {
        throw new InputError(`sequences[${i}] has ${logprobs.length} logprobs for ${tokens.length} tokens`, {
          code: 'malformed',
        });
      }
      return {
        stopReason: stop_reason,
        tokens: Int32Array.from(tokens),
        ...(logprobs != null && { logprobs: Float32Array.from(logprobs) }),
      };
    }),
    ...(prompt_logprobs != null && {
      promptLogprobs: Float32Array.from(prompt_logprobs, (value) => value ?? NaN),
    }),
    ...(topk_prompt_logprobs != null && { topkPromptLogprobs: topkFrom(topk_prompt_logprobs) }),
  };
}

export function sampleOutputsToBody(outputs: SampleOutputs): SampleOutputsBody & { type: 'sample' } {
  const { promptLogprobs, topkPromptLogprobs } = outputs;
  return {
    type: 'sample',
    sequences: outputs.sequences.map(({ stopReason, tokens, logprobs }) => ({
      stop_reason: stopReason,
      tokens: Array.from(tokens),
      ...(logprobs !== undefined && { logprobs: Array.from(logprobs) }),
    })),
    ...(promptLogprobs !== undefined && {
      prompt_logprobs: Array.from(promptLogprobs, (value) => (Number.isNaN(value) ? null : value)),
    }),
    ...(topkPromptLogprobs !== undefined && { topk_prompt_logprobs: topkToBody(topkPromptLogprobs) }),
  };
}

function topkFrom(rows: readonly (readonly (readonly [number, number])[] | null)[]): Topk {
  const k = Math.max(0, ...rows.map((row) => row?.length ?? 0));
  const tokenIds = new Int32Array(rows.length * k);
  const logprobs = new Float32Array(rows.length * k).fill(ABSENT_LOGPROB);
  for (const [i, row] of rows.entries()) {
    for (const [j, [id, logprob]] of (row ?? []).entries()) {
      tokenIds[i * k + j] = id;
      logprobs[i * k + j] = logprob;
    }
  }
  return { k, length: rows.length, tokenIds, logprobs };
}

/** A row whose every cell is absent is null. */
function topkToBody({ k, length, tokenIds, logprobs }: Topk): ([number, number][] | null)[] {
  return Array.from({ length }, (_value, i) => {
    const cells = Array.from({ length: k }, (_cell, j): [number, number] => [
      tokenIds[i * k + j] as number,
      logprobs[i * k + j] as number,
    ]);
    const present = cells.filter(([, logprob]) => logprob > ABSENT_LOGPROB);
    return present.length === 0 ? null : present;
  });
}
