/** Training on a server: every verb is posted in the order of the calls, and results are waited for side by side. */

import type { z } from 'zod';

import { FinR1Error, InputError, RequestError } from '../../core/errors.ts';
import type {
  AdamParams,
  Datum,
  ForwardBackwardOutput,
  LossFn,
  LossFnConfig,
  ModelInfo,
  OptimStepOutput,
  SaveOptions,
  Tokenizer,
  TrainingClient,
} from '../types.ts';
import { decodeForwardBackwardOutput } from '../wire/forward-backward-output.ts';
import type { LossOutputs } from '../wire/forward-backward-output.ts';
import { encodeForwardBackwardRequest } from '../wire/forward-backward-request.ts';
import type { ForwardBackwardRequest } from '../wire/forward-backward-request.ts';
import { forwardBackwardToBody, lossOutputsBody, lossOutputsFrom } from '../wire/forward-backward-json.ts';
import {
  adamParamsToBody,
  loadWeightsResult,
  optimStepResult,
  saveWeightsForSamplerResult,
  saveWeightsResult,
} from '../wire/model-bodies.ts';
import { parseBody } from '../wire/parse-body.ts';
import {
  holdsPolls,
  incomplete,
  isUnnamedJax,
  lossCallFor,
  lossOutputFor,
  optimOutputFor,
} from './back-end.ts';
import { chunksOf, mergeOutputs } from './chunks.ts';
import { resultOf } from './futures.ts';
import type { JobResult } from './poll-answer.ts';
import { HttpSamplingClient } from './sampling-client.ts';
import { LASTING } from './send-patiently.ts';
import type { OpenSession, Session } from './session.ts';
import { requireTokenizer } from './tokenizer.ts';
import { jsonCall, protobufCall } from './transport.ts';

export interface HttpTrainingOptions {
  session: Session;
  open: OpenSession;
  modelId: string;
  modelName: string;
  rank: number;
  /** Undefined where the server does not say it and the user did not. */
  contextLength: number | undefined;
  tokenizer: Tokenizer | undefined;
}

/** `ttlSeconds`: the server deletes the weights after so long. */
export interface HttpSaveOptions extends SaveOptions {
  ttlSeconds?: number;
}

interface Verb<T> {
  /** As the API calls the job in `retrieve_future`. */
  type: string;
  post(): Promise<string>;
  protobuf?: boolean;
  read(result: JobResult): T;
}

export class HttpTrainingClient implements TrainingClient {
  readonly #options: HttpTrainingOptions;
  /** The next one is posted once the server has acknowledged the last. */
  #posts: Promise<unknown> = Promise.resolve();
  #sequence = 0;
  /** Why nothing more is posted: whether an earlier request was taken is unknown. */
  #broken: FinR1Error | undefined;
  /** What the server takes for batches: protobuf unless it refuses the first. */
  #encoding: 'protobuf' | 'json' | undefined;
  #hasWarned = false;

  constructor(options: HttpTrainingOptions) {
    this.#options = options;
  }

  /** The server's id of the model: the run in its tinker:// paths. */
  get modelId(): string {
    return this.#options.modelId;
  }

  async forward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput> {
    return this.#run(data, lossFn, config, true);
  }

  async forwardBackward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput> {
    return this.#run(data, lossFn, config, false);
  }

  async optimStep(params: AdamParams): Promise<OptimStepOutput> {
    const body = { adam_params: adamParamsToBody(params), type: 'optim_step' };
    const { metrics } = await this.#json('OptimStep', '/optim_step', body, optimStepResult);
    return optimOutputFor(metrics ?? {});
  }

  async saveWeights(name: string, options: HttpSaveOptions = {}): Promise<{ path: string }> {
    const body = { path: name, ...savingOf(options), type: 'save_weights' };
    const { path } = await this.#json('SaveWeights', '/save_weights', body, saveWeightsResult);
    return { path };
  }

  async saveWeightsForSampler(name: string, options: HttpSaveOptions = {}): Promise<{ path: string }> {
    const body = { path: name, ...savingOf(options), type: 'save_weights_for_sampler' };
    const { path } = await this.#samplerWeights(body);
    if (path == null) throw incomplete('no path for saved sampler weights');
    return { path };
  }

  async snapshotSampler(): Promise<HttpSamplingClient> {
    const { session, open, modelName: name, tokenizer } = this.#options;
    const body = { sampling_session_seq_id: session.nextSampler(), type: 'save_weights_for_sampler' };
    const { sampling_session_id: id } = await this.#samplerWeights(body);
    if (id == null) throw incomplete('no sampling session for a snapshot');
    return new HttpSamplingClient({ session, open, id, name, tokenizer });
  }

  /** Only the first request of a model may load (the API's rule). `optimizer: false` starts the optimiser afresh. */
  async loadWeights(path: string, { optimizer = true }: { optimizer?: boolean } = {}): Promise<void> {
    const body = { path, optimizer, type: 'load_weights' };
    await this.#json('LoadWeights', '/load_weights', body, loadWeightsResult);
  }

  /** Frees the model at the server; it cannot be used any more. */
  async unload(): Promise<void> {
    const { session, open, modelId } = this.#options;
    const call = jsonCall('/unload_model', { model_id: modelId, type: 'unload_model' });
    const requestId = await this.#inTurn(() => session.postJob(call, LASTING));
    const job = { requestId, type: 'UnloadModel', protobuf: false };
    await resultOf(session.transport, { ...job, holdsPolls: holdsPolls(open.backEnd) });
  }

  /** @throws InputError where nobody said how long the context is. */
  getInfo(): ModelInfo {
    const { modelName, rank, contextLength } = this.#options;
    if (contextLength === undefined) {
      throw new InputError(`the server does not say how many tokens ${modelName} can take`, {
        hint: 'Give contextLength to the ServiceClient.',
      });
    }
    return { modelName, isLora: rank > 0, loraRank: rank, contextLength };
  }

  /** @throws InputError where the ServiceClient was given no way to load one. */
  getTokenizer(): Tokenizer {
    return requireTokenizer(this.#options.tokenizer);
  }

  async #run(
    data: readonly Datum[],
    lossFn: LossFn,
    config: LossFnConfig = {},
    forwardOnly: boolean,
  ): Promise<ForwardBackwardOutput> {
    const { open, session, modelId } = this.#options;
    const asked = { data, lossFn, config };
    const call = lossCallFor(open.backEnd, asked);
    const { lossFn: sentFn, config: lossFnConfig } = call;
    // Numbers are given once all chunks could be written: one that was never sent would be waited for.
    const posts = chunksOf(call.data, open.limits).map((chunk, i) =>
      this.#batchPost({
        ...{ modelId, data: chunk, lossFn: sentFn, lossFnConfig, forwardOnly },
        seqId: this.#sequence + 1 + i,
      }),
    );
    this.#sequence += posts.length;
    const type = forwardOnly ? 'Forward' : 'ForwardBackward';
    const results = posts.map((post) => this.#do({ type, post, protobuf: true, read: readLossOutputs }));
    const outputs = mergeOutputs(await Promise.all(results));
    const averages = isUnnamedJax(open.backEnd, outputs);
    if (averages && !this.#hasWarned) {
      this.#hasWarned = true;
      session.transport.options.onNotice(
        "this is SkyRL's JAX back end, which averages losses where others sum: name it as backEnd skyrl-jax",
      );
    }
    return lossOutputFor(outputs, asked, { forwardOnly, averages });
  }

  async #samplerWeights(body: object): Promise<z.infer<typeof saveWeightsForSamplerResult>> {
    return this.#json(
      'SaveWeightsForSampler',
      '/save_weights_for_sampler',
      body,
      saveWeightsForSamplerResult,
    );
  }

  async #json<T>(type: string, path: string, body: object, result: z.ZodType<T>): Promise<T> {
    const numbered = { model_id: this.#options.modelId, seq_id: ++this.#sequence, ...body };
    const call = jsonCall(path, numbered);
    return this.#do({
      type,
      post: () => this.#options.session.postJob(call, LASTING),
      read(answer) {
        if (answer.encoding !== 'json') throw incomplete(`the result of ${type} as protobuf`);
        return parseBody(result, answer.value, `the result of ${type}`);
      },
    });
  }

  /** Encoded at the call, so that later changes of the caller's arrays do not matter. */
  #batchPost(request: ForwardBackwardRequest): () => Promise<string> {
    const { session } = this.#options;
    const asProtobuf = protobufCall('/forward_backward', encodeForwardBackwardRequest(request));
    const asJson = (): Promise<string> => {
      const path = request.forwardOnly ? '/forward' : '/forward_backward';
      return session.postJob(jsonCall(path, forwardBackwardToBody(request)), LASTING);
    };
    return async () => {
      if (this.#encoding === 'json') return asJson();
      try {
        const requestId = await session.postJob(asProtobuf, LASTING);
        this.#encoding = 'protobuf';
        return requestId;
      } catch (error) {
        const { status } = error instanceof RequestError ? error : {};
        if (this.#encoding === 'protobuf' || (status !== 415 && status !== 422)) throw error;
        const requestId = await asJson();
        this.#encoding = 'json';
        return requestId;
      }
    };
  }

  async #do<T>({ type, post, protobuf = false, read }: Verb<T>): Promise<T> {
    const { session, open } = this.#options;
    const requestId = await this.#inTurn(post);
    const job = { requestId, type, protobuf, holdsPolls: holdsPolls(open.backEnd) };
    return read(await resultOf(session.transport, job));
  }

  /**
   * A request that was refused does not stop the next. One whose fate is unknown stops all: the gradient of a batch might
   * be missing from the step after it.
   */
  async #inTurn<T>(post: () => Promise<T>): Promise<T> {
    const mine = this.#posts.then(async () => {
      if (this.#broken !== undefined) throw stoppedBy(this.#broken);
      try {
        return await post();
      } catch (error) {
        const isKnown = error instanceof RequestError && !error.retryable;
        if (!isKnown && FinR1Error.isInstance(error)) this.#broken = error;
        throw error;
      }
    });
    this.#posts = mine.catch(() => undefined);
    return mine;
  }
}

function savingOf({ overwrite, ttlSeconds }: HttpSaveOptions): object {
  return {
    ...(overwrite === true && { overwrite }),
    ...(ttlSeconds !== undefined && { ttl_seconds: ttlSeconds }),
  };
}

function readLossOutputs(result: JobResult): LossOutputs {
  return result.encoding === 'protobuf'
    ? decodeForwardBackwardOutput(result.bytes)
    : lossOutputsFrom(parseBody(lossOutputsBody, result.value, 'the result of forward_backward'));
}

function stoppedBy(earlier: FinR1Error): FinR1Error {
  return new FinR1Error(
    'interrupted-sequence',
    `not sent, since an earlier request may be lost: ${earlier.message}`,
    {
      hint: 'Make a new training client from the last checkpoint.',
      cause: earlier,
    },
  );
}
