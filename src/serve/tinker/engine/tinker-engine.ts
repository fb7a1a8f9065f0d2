/** What the engine's thread does for the server: the Tinker verbs over several models, named by their ids. One call at a time. */

import { createLocalService, LoadedBases } from '../../../engine/index.ts';
import type { LocalSamplingClient, LocalTrainingClient } from '../../../engine/index.ts';
import type {
  AdamParams,
  Datum,
  ForwardBackwardOutput,
  LoraTarget,
  LossFn,
  LossFnConfig,
  ModelInput,
  OptimStepOutput,
  SamplingParams,
} from '../../../tinker/types.ts';
import type { SampleOutputs } from '../../../tinker/wire/sample-response.ts';
import { collectGarbage } from './collect-garbage.ts';
import { lastOf } from './last-of-prompt.ts';
import { LoadedSamplers } from './loaded-samplers.ts';
import { sentFailure } from './sent-failure.ts';
import type { SentFailure } from './sent-failure.ts';

export interface NewModel {
  model: string;
  /** What the model is saved below. */
  directory: string;
  base: string;
  /** 0: all parameters. */
  rank: number;
  seed: number;
  targets: readonly LoraTarget[];
}

export interface ForwardCall {
  model: string;
  data: readonly Datum[];
  lossFn: LossFn;
  config: LossFnConfig;
  backward: boolean;
}

export interface SampleCall {
  prompt: ModelInput;
  numSamples: number;
  samplingParams: SamplingParams;
  promptLogprobs: boolean;
  topkPromptLogprobs: number;
  /** Tokens at the end of the prompt that the two are wanted of; all by default. */
  lastOfPrompt?: number;
}

export class TinkerEngine {
  readonly #threads: number | undefined;
  readonly #bases = new LoadedBases();
  readonly #samplers: LoadedSamplers;
  readonly #models = new Map<string, LocalTrainingClient>();

  constructor(threads: number | undefined) {
    this.#threads = threads;
    this.#samplers = new LoadedSamplers(this.#bases, threads);
  }

  async createModel({ model, base, rank, seed, targets, directory }: NewModel): Promise<void> {
    const lora = rank === 0 ? {} : { lora: { targets } };
    await this.#replace(model, directory, (service) =>
      service.createTrainingClient({ baseModel: base, rank, seed, ...lora }),
    );
  }

  /** The model goes on from a saved state. */
  async loadModel(call: {
    model: string;
    directory: string;
    path: string;
    optimizer: boolean;
  }): Promise<void> {
    const { model, directory, path, optimizer } = call;
    await this.#replace(model, directory, (service) =>
      service.createTrainingClientFromState(path, { optimizer }),
    );
  }

  async dropModel({ model }: { model: string }): Promise<void> {
    const client = this.#models.get(model);
    this.#models.delete(model);
    if (client === undefined) return;
    await client.close();
    collectGarbage();
  }

  async forward(call: ForwardCall): Promise<ForwardBackwardOutput> {
    const { model, data, lossFn, config, backward } = call;
    const client = this.#model(model);
    return backward ? client.forwardBackward(data, lossFn, config) : client.forward(data, lossFn, config);
  }

  /** As if a forward_backward had failed: the step after it is refused. */
  async spoilGradient({ model }: { model: string }): Promise<void> {
    return this.#model(model).spoilGradient();
  }

  async optimStep({ model, params }: { model: string; params: AdamParams }): Promise<OptimStepOutput> {
    return this.#model(model).optimStep(params);
  }

  /** Weights, moments and step count. */
  async saveState({ model, path }: { model: string; path: string }): Promise<void> {
    this.#samplers.drop(path);
    await this.#model(model).saveStateTo(path, { overwrite: true });
  }

  /** With `keep` the sampler is at hand at once. */
  async saveSampler({ model, path, keep }: { model: string; path: string; keep: boolean }): Promise<void> {
    const client = this.#model(model);
    this.#samplers.drop(path);
    await client.saveSamplerTo(path, { overwrite: true });
    if (keep) this.#samplers.keep(path, Promise.resolve(await client.snapshotSampler()));
  }

  /** All of `requests` as one batch: they are made in the same tick. */
  async sample({
    folder,
    requests,
  }: {
    folder: string;
    requests: readonly SampleCall[];
  }): Promise<(SampleOutputs | SentFailure)[]> {
    const sampler = await this.#samplers.get(folder);
    const sampled = await Promise.allSettled(requests.map((request) => sequencesOf(sampler, request)));
    const answers: (SampleOutputs | SentFailure)[] = [];
    for (const [i, outcome] of sampled.entries()) {
      const { prompt, promptLogprobs, topkPromptLogprobs, lastOfPrompt } = requests[i] as SampleCall;
      try {
        if (outcome.status === 'rejected') throw outcome.reason;
        const answer: SampleOutputs = { sequences: outcome.value };
        if (promptLogprobs) answer.promptLogprobs = await sampler.computeLogprobs(prompt);
        if (topkPromptLogprobs > 0)
          answer.topkPromptLogprobs = await sampler.computeTopTokens(prompt, topkPromptLogprobs);
        answers.push(lastOfPrompt === undefined ? answer : lastOf(answer, lastOfPrompt));
      } catch (error) {
        answers.push(sentFailure(error));
      }
    }
    return answers;
  }

  dropSampler({ folder }: { folder: string }): Promise<void> {
    this.#samplers.drop(folder);
    return Promise.resolve();
  }

  async #replace(
    model: string,
    directory: string,
    make: (service: ReturnType<typeof createLocalService>) => Promise<LocalTrainingClient>,
  ): Promise<void> {
    // The earlier one goes first: both may not fit.
    await this.dropModel({ model });
    const service = createLocalService({
      ...{ directory, threads: this.#threads, bases: this.#bases, anyRank: true, allLogprobs: true },
    });
    this.#models.set(model, await make(service));
  }

  #model(id: string): LocalTrainingClient {
    const client = this.#models.get(id);
    if (client === undefined) throw new RangeError(`the model ${id} is not loaded`);
    return client;
  }
}

/** None when no token is asked for: the prompt alone matters, and may fill the context. */
async function sequencesOf(
  sampler: LocalSamplingClient,
  request: SampleCall,
): Promise<SampleOutputs['sequences']> {
  if (request.samplingParams.maxTokens > 0) return (await sampler.sample(request)).sequences;
  const [tokens, logprobs] = [new Int32Array(0), new Float32Array(0)];
  return Array.from({ length: request.numSamples }, () => ({ stopReason: 'length', tokens, logprobs }));
}

/** What may be asked of the thread. */
export type EngineVerb = {
  [K in keyof TinkerEngine]: TinkerEngine[K] extends (call: never) => Promise<unknown> ? K : never;
}[keyof TinkerEngine];
