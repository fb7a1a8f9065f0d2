/** Sampling from frozen weights on a server. */

import { randomUUID } from 'node:crypto';

import { InputError } from '../../core/errors.ts';
import { tokensOf } from '../model-input.ts';
import type {
  ModelInput,
  SampleRequest,
  SampleResponse,
  SamplingClient,
  SamplingParams,
  Tokenizer,
} from '../types.ts';
import { BATCH_HEADER, formatBatchPlace } from '../wire/batch-header.ts';
import { modelInputToBody } from '../wire/datum-json.ts';
import { parseBody } from '../wire/parse-body.ts';
import {
  sampleAnswer,
  sampleOutputsBody,
  sampleOutputsFrom,
  samplingParamsToBody,
} from '../wire/sample-json.ts';
import { decodeSampleResponse } from '../wire/sample-response.ts';
import type { SampleOutputs, Topk } from '../wire/sample-response.ts';
import { holdsPolls, incomplete, promptLogprobsFor } from './back-end.ts';
import { resultOf } from './futures.ts';
import { ExpiredError } from './poll-answer.ts';
import type { JobResult } from './poll-answer.ts';
import { LASTING } from './send-patiently.ts';
import type { OpenSession, Session } from './session.ts';
import { requireTokenizer } from './tokenizer.ts';
import { jsonCall } from './transport.ts';

export interface HttpSamplingOptions {
  session: Session;
  open: OpenSession;
  /** Of the sampling session. */
  id: string;
  /** What the weights are called in messages. */
  name: string;
  tokenizer: Tokenizer | undefined;
}

interface SampleBodyFields {
  seq_id: number;
  num_samples: number;
  prompt: object;
  sampling_params: object;
  prompt_logprobs?: boolean;
  topk_prompt_logprobs?: number;
}

/** Results that the server no longer holds are asked for anew, so often. */
const RENEWALS = 3;

/** How long a sample waits when the server is full: longer with a large body, in bytes. */
const SHORT_WAIT_MS = 1000;
const LONG_WAIT_MS = 5000;
const LARGE_BODY = 128 * 1024;

export class HttpSamplingClient implements SamplingClient {
  readonly #options: HttpSamplingOptions;
  #sequence = 0;
  /** Asked for in this tick. */
  #tick: ((batchPlace: string) => void)[] = [];

  constructor(options: HttpSamplingOptions) {
    this.#options = options;
  }

  /** Requests of one tick are declared to the server as one batch, as they are one in this process. */
  async sample({ prompt, numSamples, samplingParams }: SampleRequest): Promise<SampleResponse> {
    if (!(Number.isInteger(numSamples) && numSamples >= 1)) {
      throw new InputError(`numSamples is ${numSamples}, not a positive whole number`);
    }
    requirePrompt(prompt);
    const fields = {
      num_samples: numSamples,
      prompt: modelInputToBody(prompt),
      sampling_params: samplingParamsToBody(this.#withStop(samplingParams)),
    };
    const { sequences } = await this.#request(fields, (body) => this.#inBatch(body));
    if (sequences.length !== numSamples) throw incomplete(`${sequences.length} of ${numSamples} samples`);
    return {
      sequences: sequences.map(({ stopReason, tokens, logprobs }) => {
        if (logprobs === undefined) throw incomplete('a sample without log probabilities');
        return { stopReason, tokens, logprobs };
      }),
    };
  }

  async computeLogprobs(prompt: ModelInput): Promise<Float32Array> {
    const { promptLogprobs } = await this.#score(prompt, 0);
    return promptLogprobsFor(promptLogprobs, tokensOf(prompt).length);
  }

  /** The `k` likeliest tokens at each position of the prompt; only some back ends give them. */
  async computeTopkLogprobs(prompt: ModelInput, k: number): Promise<Topk> {
    const { topkPromptLogprobs } = await this.#score(prompt, k);
    if (topkPromptLogprobs === undefined) throw incomplete('no top-k log probabilities of the prompt');
    return topkPromptLogprobs;
  }

  /** @throws InputError where the ServiceClient was given no way to load one. */
  getTokenizer(): Tokenizer {
    return requireTokenizer(this.#options.tokenizer);
  }

  async #score(prompt: ModelInput, k: number): Promise<SampleOutputs> {
    requirePrompt(prompt);
    const fields = {
      num_samples: 1,
      prompt: modelInputToBody(prompt),
      sampling_params: samplingParamsToBody({ maxTokens: 1 }),
      prompt_logprobs: true,
      ...(k > 0 && { topk_prompt_logprobs: k }),
    };
    return this.#request(fields, async (body) => {
      await this.#options.open.samples.take(1);
      return this.#post(body, undefined);
    });
  }

  /** `post` holds a slot, which is given back with the result. */
  async #request(
    fields: Omit<SampleBodyFields, 'seq_id'>,
    post: (body: SampleBodyFields) => Promise<string>,
  ): Promise<SampleOutputs> {
    const { session, open } = this.#options;
    const rules = { type: 'Sample', protobuf: true, holdsPolls: holdsPolls(open.backEnd) };
    for (let renewals = 0; ; renewals++) {
      const requestId = await post({ ...fields, seq_id: this.#sequence++ });
      try {
        return readSample(await resultOf(session.transport, { requestId, ...rules }));
      } catch (error) {
        if (!(error instanceof ExpiredError) || renewals === RENEWALS) throw error;
      } finally {
        open.samples.giveBack();
      }
    }
  }

  async #inBatch(body: SampleBodyFields): Promise<string> {
    const place = await new Promise<string>((start) => {
      this.#tick.push(start);
      if (this.#tick.length === 1) setImmediate(() => void this.#startTick());
    });
    return this.#post(body, place);
  }

  /** A batch's slots are taken together: a server that waits for all of its members must get them. */
  async #startTick(): Promise<void> {
    const waiting = this.#tick;
    this.#tick = [];
    const { samples } = this.#options.open;
    for (let at = 0; at < waiting.length; at += samples.size) {
      const batch = waiting.slice(at, at + samples.size);
      const id = randomUUID();
      await samples.take(batch.length);
      for (const [index, start] of batch.entries()) {
        start(formatBatchPlace({ id, index, size: batch.length }));
      }
    }
  }

  /** Gives the slot back where the post fails. */
  async #post(fields: SampleBodyFields, batchPlace: string | undefined): Promise<string> {
    const { session, open, id } = this.#options;
    const body = { sampling_session_id: id, ...fields, type: 'sample' };
    const headers: Record<string, string> = { 'x-tinker-sampling-backpressure': '1' };
    if (batchPlace !== undefined) headers[BATCH_HEADER] = batchPlace;
    try {
      await open.samplePosts.take(1);
      try {
        const call = jsonCall('/asample', body, headers);
        const isLarge = (call.body?.length ?? 0) > LARGE_BODY;
        const fullWaitMs = isLarge ? LONG_WAIT_MS : SHORT_WAIT_MS;
        return (await session.ask(call, sampleAnswer, { ...LASTING, fullWaitMs })).request_id;
      } finally {
        open.samplePosts.giveBack();
      }
    } catch (error) {
      open.samples.giveBack();
      throw error;
    }
  }

  /** The tokenizer's stops are written out where it is known: servers without a stop differ in what ends an answer. */
  #withStop(params: SamplingParams): SamplingParams {
    const { stop = this.#options.tokenizer?.stopIds } = params;
    return { ...params, stop };
  }
}

function requirePrompt(prompt: ModelInput): void {
  if (tokensOf(prompt).length === 0) throw new InputError('the prompt has no tokens');
}

function readSample(result: JobResult): SampleOutputs {
  return result.encoding === 'protobuf'
    ? decodeSampleResponse(result.bytes)
    : sampleOutputsFrom(parseBody(sampleOutputsBody, result.value, 'the result of asample'));
}
