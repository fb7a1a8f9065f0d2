/**
 * The Tinker verbs for training, in this process: forward, forwardBackward, optimStep, save and load.
 *
 * Departs from the hosted service in one thing: log probabilities are computed only at positions that carry loss (weight
 * or advantage not 0) and are NaN elsewhere, unless the service was made with `allLogprobs`. What is trained has the same bits
 * either way.
 */

import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { DivergedError, FinR1Error, InputError } from '../../core/errors.ts';
import type {
  AdamParams,
  Datum,
  ForwardBackwardOutput,
  LossFn,
  LossFnConfig,
  ModelInfo,
  OptimStepOutput,
  TrainingClient,
} from '../../tinker/types.ts';
import { baseNameOf } from '../adapter/adapter-folder.ts';
import { mergeAdapter } from '../adapter/merge.ts';
import { resolveLossConfig } from '../decoder/losses.ts';
import { keptBytesPerToken } from '../decoder/training-step.ts';
import type { StepShape } from '../decoder/training-step.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { ParameterStore } from '../optimiser/parameter-store.ts';
import { requireAdamParams } from '../optimiser/adam-params.ts';
import { closeSamplerSessions, LocalSamplingClient, newSamplerSessions } from '../sampler/sampling-client.ts';
import type { SamplerSessions } from '../sampler/sampling-client.ts';
import { Lanes } from '../lanes/lanes.ts';
import type { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { saveSamplerWeights, saveTrainingState } from './checkpoints.ts';
import type { SavedContent } from './checkpoints.ts';
import type { LoadedBases } from './loaded-bases.ts';
import { layOut, readDatum } from './micro-batch.ts';
import type { TrainedAdapter } from './trained-adapter.ts';
import type { LayoutLimits, MicroBatch, Owners, Sample } from './micro-batch.ts';

export interface LocalTrainingOptions {
  config: ModelConfig;
  /** What is trained: all weights, or the tensors of `adapter`. */
  store: ParameterStore;
  adapter?: TrainedAdapter;
  tokenizer: HfTokenizer;
  /** The folder whose tokenizer files checkpoints get. */
  tokenizerFrom: string;
  modelName: string;
  /** Where named weights are saved. */
  directory: string;
  allLogprobs?: boolean;
  threads?: number;
  bases?: LoadedBases;
}

/** Activations of the micro-batches that run at once stay near this size. */
const ACTIVATION_BYTES = 2e9;

/** More tokens in one micro-batch gain nothing: activations leave the caches before they are read again. */
const MICRO_BATCH_TOKENS = 512;

/** How samples are laid out: from the activations kept for the backward pass, and of the work a token is. */
export function layoutLimits(config: ModelConfig, lanes: number): LayoutLimits {
  const width = config.heads * config.headDim;
  const matrices =
    config.hiddenSize * (2 * width + 2 * config.kvHeads * config.headDim + 3 * config.feedForward);
  const fitting = Math.floor(ACTIVATION_BYTES / lanes / keptBytesPerToken(config));
  return {
    lanes,
    maxTokens: Math.min(MICRO_BATCH_TOKENS, Math.max(256, fitting)),
    // Two products of length × width a token; small products run at about half the speed of large ones.
    balanceLength: matrices / (2 * 2 * width),
  };
}

export class LocalTrainingClient implements TrainingClient {
  readonly #options: LocalTrainingOptions;
  readonly #lanes: Lanes;
  readonly #sessions: SamplerSessions;
  #queue: Promise<unknown> = Promise.resolve();
  /** Calls of forwardBackward since the last optimStep: each has dropout masks of its own. */
  #calls = 0;
  /** Whether a forwardBackward since the last step failed: what gradient there is lacks its part. */
  #isBroken = false;

  constructor(options: LocalTrainingOptions) {
    this.#options = options;
    const { config, store, adapter, threads = availableParallelism(), bases } = options;
    this.#sessions = bases?.sessionsOf(config) ?? newSamplerSessions();
    const base = adapter && { lora: adapter.lora, weights: adapter.base };
    this.#lanes = new Lanes(config, store, threads, base);
  }

  async forward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput> {
    return this.#inTurn(() => this.#run(data, lossFn, config, false));
  }

  async forwardBackward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput> {
    return this.#inTurn(async () => {
      try {
        return await this.#run(data, lossFn, config, true);
      } catch (error) {
        this.#isBroken = true;
        throw error;
      }
    });
  }

  /** For a forwardBackward that failed before it came here: the next optimStep is refused. */
  async spoilGradient(): Promise<void> {
    await this.#inTurn(() => {
      this.#isBroken = true;
      return Promise.resolve();
    });
  }

  /**
   * Throws, and leaves the weights alone: InputError for settings that no step can have, DivergedError when the gradient is
   * not finite, FinR1Error when a forwardBackward since the last step failed, since callers submit all of them together.
   */
  async optimStep(params: AdamParams): Promise<OptimStepOutput> {
    return this.#inTurn(async () => {
      const { store } = this.#options;
      requireAdamParams(params);
      this.#calls = 0;
      if (this.#isBroken) {
        this.#isBroken = false;
        this.#lanes.discard();
        throw new FinR1Error('gradient', 'a forwardBackward before this step failed: no step was made', {
          hint: 'See its error; the gradient is empty again, and the weights are as they were.',
        });
      }
      this.#lanes.collect();
      const { gradientNorm } = store.adamw(params);
      return { metrics: { 'grad_norm:mean': gradientNorm } };
    });
  }

  async saveWeights(name: string, options: { overwrite?: boolean } = {}): Promise<{ path: string }> {
    const path = join(this.#options.directory, 'weights', checkName(name));
    await this.saveStateTo(path, options);
    return { path };
  }

  /** What `saveWeights` saves, to any path. */
  async saveStateTo(path: string, options: { overwrite?: boolean } = {}): Promise<void> {
    await this.#inTurn(() => saveTrainingState(path, this.#content(), this.#options.store, options));
  }

  async saveWeightsForSampler(
    name: string,
    options: { overwrite?: boolean } = {},
  ): Promise<{ path: string }> {
    const path = join(this.#options.directory, 'sampler_weights', checkName(name));
    await this.saveSamplerTo(path, options);
    return { path };
  }

  /** What `saveWeightsForSampler` saves, to any path. */
  async saveSamplerTo(path: string, options: { overwrite?: boolean } = {}): Promise<void> {
    await this.#inTurn(() => saveSamplerWeights(path, this.#content(), options));
  }

  async snapshotSampler(): Promise<LocalSamplingClient> {
    return this.#inTurn(async () => {
      const { config, store, adapter, tokenizer, modelName: name, threads } = this.#options;
      const trained = store.views('weights');
      const weights =
        adapter === undefined
          ? new Map([...trained].map(([name, view]) => [name, view.slice()]))
          : await mergeAdapter(config, adapter.base, { lora: adapter.lora, weights: trained });
      return new LocalSamplingClient({ config, weights, tokenizer, name, threads, sessions: this.#sessions });
    });
  }

  getInfo(): ModelInfo {
    const { config, store, adapter, modelName } = this.#options;
    return {
      modelName,
      parameters: store.count,
      isLora: adapter !== undefined,
      loraRank: adapter?.lora.rank ?? 0,
      contextLength: config.contextLength,
    };
  }

  getTokenizer(): HfTokenizer {
    return this.#options.tokenizer;
  }

  /** Frees compiled sessions and the optimiser's helper thread. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#lanes.close();
      if (this.#options.bases === undefined) await closeSamplerSessions(this.#sessions);
      await this.#options.store.close();
    });
  }

  #content(): SavedContent {
    const { config, store, adapter, tokenizerFrom, directory } = this.#options;
    const model = { config, weights: new Map(store.views('weights')), tokenizerFrom };
    if (adapter === undefined) return model;
    const { lora, baseFolder, seed } = adapter;
    // Named weights lie one folder below the run folder, which can be moved as a whole.
    return { ...model, lora, baseName: baseNameOf(baseFolder, dirname(directory)), seed };
  }

  /** One verb at a time, in the order of the calls; a failed one does not stop the next. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work, work);
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  async #run(
    data: readonly Datum[],
    fn: LossFn,
    given: LossFnConfig | undefined,
    backward: boolean,
  ): Promise<ForwardBackwardOutput> {
    const config = resolveLossConfig(fn, given);
    if (data.length === 0) throw new InputError('the batch has no datums', { code: 'datum' });
    const samples = data.map((datum, i) => readDatum(datum, i, fn, this.#options.config));
    const key = fn === 'cross_entropy' ? 'weights' : 'advantages';
    const isTrained = (sample: Sample, i: number): boolean => sample.inputs[key]?.[i] !== 0;
    const logprobs = samples.map(({ tokens }) => new Float32Array(tokens.length).fill(NaN));
    const limits = layoutLimits(this.#options.config, this.#lanes.count);
    const batches = layOut(samples, isTrained, limits, this.#options.allLogprobs);
    const call = backward ? this.#calls++ : 0;
    const loss = backward ? { fn, config } : null;
    const trained = batches.filter(({ isWanted }) => isWanted);
    const total = await this.#pass(trained, logprobs, { loss, call });
    if (!Number.isFinite(total)) {
      this.#lanes.discard();
      throw new DivergedError(`the loss is ${total}`, {
        hint: 'Lower the learning rate, or look at the data of this step.',
      });
    }
    const others = batches.filter(({ isWanted }) => !isWanted);
    if (others.length > 0) await this.#pass(others, logprobs, { loss: null, call: 0 });
    return {
      lossFnOutputs: logprobs.map((values) => ({ logprobs: values })),
      metrics: backward ? { 'loss:sum': total } : {},
    };
  }

  /** Computes log probabilities into `logprobs`, by sample; gives the loss over them. */
  async #pass(
    batches: readonly MicroBatch[],
    logprobs: readonly Float32Array[],
    { loss, call }: { loss: StepShape['loss']; call: number },
  ): Promise<number> {
    const { store, adapter } = this.#options;
    const results = await this.#lanes.run(
      batches.map(({ rows, length, positions, packed, feeds }, i) => ({
        shape: { rows, length, positions, packed, loss },
        feeds,
        randomness: [adapter?.seed ?? 0, store.steps, call, i],
      })),
    );
    const put = (values: Float32Array, { owners, indices }: Owners): void => {
      for (let i = 0; i < values.length; i++) {
        const owner = owners[i] as number;
        if (owner >= 0) (logprobs[owner] as Float32Array)[indices[i] as number] = values[i] as number;
      }
    };
    results.forEach(({ logprobs: values, otherLogprobs }, at) => {
      const { computed, others } = batches[at] as MicroBatch;
      put(values, computed);
      put(otherLogprobs, others);
    });
    return results.reduce((sum, result) => sum + result.loss, 0);
  }
}

function checkName(name: string): string {
  if (!/^[A-Za-z0-9_.-]{1,255}$/.test(name) || name.startsWith('.')) {
    throw new InputError(`checkpoint name ${JSON.stringify(name)}: use letters, digits, "_", "-" and "."`);
  }
  return name;
}
