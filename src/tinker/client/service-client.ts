/**
 * A server of the Tinker API as a `TinkerService`: our own (`fin-r1 tinker serve`), SkyRL, or the hosted service.
 * Nothing is sent before the first client is made.
 */

import { InputError } from '../../core/errors.ts';
import { trainedHalves } from '../trained-halves.ts';
import type { LoraOptions, TinkerService, Tokenizer, TrainingClientOptions } from '../types.ts';
import {
  createModelResult,
  createSamplingSessionAnswer,
  getInfoAnswer,
  samplerAnswer,
  weightsInfoAnswer,
} from '../wire/model-bodies.ts';
import { parseBody } from '../wire/parse-body.ts';
import { capabilitiesAnswer } from '../wire/session-bodies.ts';
import { isTinkerPath } from '../wire/tinker-path.ts';
import { freezesSamplers, holdsPolls, incomplete, requireRank } from './back-end.ts';
import { resultOf } from './futures.ts';
import { unlessMissing } from './refusal.ts';
import { RestClient } from './rest-client.ts';
import { HttpSamplingClient } from './sampling-client.ts';
import { BRIEF, LASTING } from './send-patiently.ts';
import { backEndOf, transportOptionsOf } from './service-options.ts';
import type { ServiceClientOptions } from './service-options.ts';
import { Session } from './session.ts';
import type { OpenSession } from './session.ts';
import { HttpTrainingClient } from './training-client.ts';
import { jsonCall, plainCall, Transport } from './transport.ts';

/** A model that a server can train or sample. */
export interface SupportedModel {
  name: string;
  contextLength: number | undefined;
}

/** What a new model is made of, as `create_model` says it. */
interface NewModel {
  baseModel: string;
  rank: number;
  seed?: number;
  trainAttention: boolean;
  trainMlp: boolean;
  trainUnembedding: boolean;
}

export class ServiceClient implements TinkerService {
  readonly #options: ServiceClientOptions;
  readonly #transport: Transport;
  readonly #session: Session;
  /** False on a back end that was named and whose samplers change with the model's training. */
  readonly freezesSamplers: boolean;

  /** @throws InputError where no server is named or an option cannot be. */
  constructor(options: ServiceClientOptions = {}) {
    this.#options = options;
    this.#transport = new Transport(transportOptionsOf(options, process.env));
    const backEnd = backEndOf(options, process.env);
    this.#session = new Session(this.#transport, { ...options, backEnd });
    this.freezesSamplers = freezesSamplers(backEnd);
  }

  /** A fresh adapter over `baseModel`, or with rank 0 all of its parameters. */
  async createTrainingClient({
    baseModel,
    rank,
    seed,
    lora,
  }: TrainingClientOptions): Promise<HttpTrainingClient> {
    // PEFT, vLLM and our own engine take no adapter of the unembedding.
    return this.#create({ baseModel, rank, seed, trainUnembedding: false, ...halvesOf(lora) });
  }

  /** A new model that begins with what `saveWeights` saved; `optimizer: false` starts the optimiser afresh. */
  async createTrainingClientFromState(
    path: string,
    { optimizer = true }: { optimizer?: boolean } = {},
  ): Promise<HttpTrainingClient> {
    await this.#session.open();
    const call = jsonCall('/weights_info', { tinker_path: path, type: 'weights_info' });
    const info = await this.#session.ask(call, weightsInfoAnswer);
    if (info.is_lora && info.lora_rank == null) throw incomplete(`no rank of the adapter ${path}`);
    const client = await this.#create({
      baseModel: info.base_model,
      rank: info.is_lora ? (info.lora_rank ?? 0) : 0,
      trainAttention: info.train_attn ?? true,
      trainMlp: info.train_mlp ?? true,
      trainUnembedding: info.train_unembed ?? false,
    });
    await client.loadWeights(path, { optimizer });
    return client;
  }

  /** Over a base model by its name, or over saved weights by their tinker:// path. */
  async createSamplingClient(modelPath: string): Promise<HttpSamplingClient> {
    const open = await this.#session.open();
    const source = isTinkerPath(modelPath) ? { model_path: modelPath } : { base_model: modelPath };
    const counted = { session_id: open.id, sampling_session_seq_id: this.#session.nextSampler() };
    const body = { ...counted, ...source, type: 'create_sampling_session' };
    const call = jsonCall('/create_sampling_session', body);
    const { sampling_session_id: id } = await this.#session.ask(call, createSamplingSessionAnswer, LASTING);
    const tokenizer = await this.#tokenizerOf(async () => {
      const sampler = plainCall('GET', `/samplers/${encodeURIComponent(id)}`);
      const answer = await this.#session.ask(sampler, samplerAnswer);
      return answer.tokenizer_id ?? answer.base_model;
    });
    return new HttpSamplingClient({ session: this.#session, open, id, name: modelPath, tokenizer });
  }

  /** What was trained and saved: lists, deletion, archives. Needs no session. */
  rest(): RestClient {
    return new RestClient(this.#session);
  }

  /** What the server offers. */
  async supportedModels(): Promise<SupportedModel[]> {
    const answer = await this.#session.ask(plainCall('GET', '/get_server_capabilities'), capabilitiesAnswer);
    return answer.supported_models.flatMap(({ model_name, max_context_length }) =>
      model_name == null ? [] : [{ name: model_name, contextLength: max_context_length ?? undefined }],
    );
  }

  /** Ends the session, requests and waits; the server frees what was not saved. */
  async close(): Promise<void> {
    await this.#session.finish();
    this.#transport.stop('the ServiceClient was closed');
    await this.#session.close();
  }

  async #create(model: NewModel): Promise<HttpTrainingClient> {
    const open = await this.#session.open();
    requireRank(open.backEnd, model.rank);
    const modelId = await this.#createModel(open, model);
    const call = jsonCall('/get_info', { model_id: modelId, type: 'get_info' });
    const info = await this.#session.ask(call, getInfoAnswer);
    const modelName = info.model_data.model_name ?? info.model_name ?? model.baseModel;
    return new HttpTrainingClient({
      session: this.#session,
      open,
      modelId,
      modelName,
      rank: info.lora_rank ?? model.rank,
      contextLength: this.#options.contextLength ?? (await this.#contextLengthOf(model.baseModel)),
      tokenizer: await this.#tokenizerOf(async () => info.model_data.tokenizer_id ?? modelName),
    });
  }

  async #createModel(open: OpenSession, model: NewModel): Promise<string> {
    const body = {
      session_id: open.id,
      model_seq_id: this.#session.nextModel(),
      base_model: model.baseModel,
      user_metadata: this.#options.userMetadata,
      lora_config: {
        rank: model.rank,
        seed: model.seed,
        train_unembed: model.trainUnembedding,
        train_mlp: model.trainMlp,
        train_attn: model.trainAttention,
      },
      type: 'create_model',
    };
    const requestId = await this.#session.postJob(jsonCall('/create_model', body), BRIEF);
    const rules = { type: 'CreateModel', protobuf: false, holdsPolls: holdsPolls(open.backEnd) };
    const result = await resultOf(this.#transport, { requestId, ...rules });
    if (result.encoding !== 'json') throw incomplete('the result of create_model as protobuf');
    return parseBody(createModelResult, result.value, 'the result of create_model').model_id;
  }

  async #contextLengthOf(baseModel: string): Promise<number | undefined> {
    const models = await unlessMissing(this.supportedModels());
    return models?.find(({ name }) => name === baseModel)?.contextLength;
  }

  async #tokenizerOf(id: () => Promise<string>): Promise<Tokenizer | undefined> {
    return this.#options.tokenizer?.(await id());
  }
}

/** @throws InputError for what the API cannot say of an adapter. */
function halvesOf(lora: LoraOptions = {}): { trainAttention: boolean; trainMlp: boolean } {
  const { alpha = 32, dropout = 0, targets } = lora;
  if (alpha !== 32 || dropout !== 0) {
    throw new InputError(
      `an adapter with alpha ${alpha} and dropout ${dropout} cannot be asked of a Tinker server`,
      {
        hint: 'The server decides both: alpha is 32, and there is no dropout. Leave them out.',
      },
    );
  }
  const halves = trainedHalves(targets);
  if (halves === null) {
    throw new InputError(`an adapter over ${targets?.join(', ')} cannot be asked of a Tinker server`, {
      hint: 'The API knows attention (q, k, v, o) and MLP (gate, up, down) as a whole: name all of a half.',
    });
  }
  return { trainAttention: halves.attention, trainMlp: halves.mlp };
}
