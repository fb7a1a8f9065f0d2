/**
 * The Tinker verbs as TypeScript types: what a training loop may ask of an engine, be it in this process, SkyRL or the
 * hosted service. Semantics: losses are plain sums over tokens and datums; gradients accumulate until `optimStep`;
 * samplers are frozen snapshots (Tinker API, https://tinker-docs.thinkingmachines.ai).
 *
 * Alignment: a datum's input has N tokens x_0…x_{N−1}; `target_tokens[i]` is the token to predict after x_i.
 */

import type { ChatMessage } from '../core/trace.ts';

export interface EncodedTextChunk {
  type: 'encoded_text';
  tokens: readonly number[] | Int32Array;
}

export interface ModelInput {
  chunks: readonly EncodedTextChunk[];
}

/** Flat data; `shape` absent means one dimension. */
export type TensorData =
  | { dtype: 'int64'; data: readonly number[] | Int32Array; shape?: readonly number[] }
  | { dtype: 'float32'; data: readonly number[] | Float32Array; shape?: readonly number[] };

/**
 * Inputs of the losses, all of length N: `target_tokens` int64; `weights` float32 (cross_entropy); `logprobs` and
 * `advantages` float32 (the policy losses; `logprobs` are the sampling policy's).
 */
export interface Datum {
  modelInput: ModelInput;
  lossFnInputs: Readonly<Record<string, TensorData>>;
}

export const lossFns = ['cross_entropy', 'importance_sampling', 'ppo', 'cispo', 'dro'] as const;
export type LossFn = (typeof lossFns)[number];

/** `ppo`, `cispo`: clip_low_threshold, clip_high_threshold (ratio bounds); `dro`: beta. */
export type LossFnConfig = Readonly<Record<string, number>>;

export interface ForwardBackwardOutput {
  /** One map per datum, in order; `logprobs` float32 [N]: log p of each target token before the update. */
  lossFnOutputs: readonly { logprobs: Float32Array }[];
  /** Keys carry their reduction after a colon, e.g. `loss:sum`. */
  metrics: Readonly<Record<string, number>>;
}

export interface AdamParams {
  learningRate: number;
  beta1?: number;
  beta2?: number;
  eps?: number;
  weightDecay?: number;
  /** Global gradient norm is clipped to this; 0 = no clipping. */
  gradClipNorm?: number;
}

export interface OptimStepOutput {
  /** `grad_norm:mean` before clipping, and what the engine adds. */
  metrics: Readonly<Record<string, number>>;
}

export interface SamplingParams {
  maxTokens: number;
  seed?: number;
  /** Stop strings, or stop token ids. Absent: the tokenizer's end of turn. */
  stop?: readonly string[] | readonly number[];
  /** 0 = greedy. Default 1. */
  temperature?: number;
  /** −1 = all. */
  topK?: number;
  topP?: number;
}

export interface SampledSequence {
  stopReason: 'stop' | 'length';
  /** New tokens only; the stop token is included. */
  tokens: Int32Array;
  /** log p of each token at temperature 1, equal to those of a training forward pass. */
  logprobs: Float32Array;
}

export interface SampleRequest {
  prompt: ModelInput;
  numSamples: number;
  samplingParams: SamplingParams;
}

export interface SampleResponse {
  sequences: readonly SampledSequence[];
}

/** Text to tokens and back, with the model's chat template. */
export interface Tokenizer {
  readonly vocabSize: number;
  /** The id that ends an assistant's turn (`<|im_end|>`). */
  readonly endOfTurnId: number;
  /** The id that separates documents (`<|endoftext|>`), also used as padding. */
  readonly endOfTextId: number;
  /** All ids that end an answer unless a request names others; Llama 3 has three. */
  readonly stopIds: readonly number[];
  encode(text: string): Int32Array;
  /** Special tokens are left out unless `keepSpecial`. */
  decode(tokens: ArrayLike<number>, options?: { keepSpecial?: boolean }): string;
  /** The conversation as the model sees it; with `addGenerationPrompt` it ends where the assistant begins. */
  renderChat(messages: readonly ChatMessage[], options?: { addGenerationPrompt?: boolean }): string;
}

export interface SamplingClient {
  /** Requests made in the same tick are run as one batch. */
  sample(request: SampleRequest): Promise<SampleResponse>;
  /** log p(x_i | x_<i) for every token of the prompt; element 0 is NaN. */
  computeLogprobs(prompt: ModelInput): Promise<Float32Array>;
  getTokenizer(): Tokenizer;
}

export interface ModelInfo {
  modelName: string;
  /** Absent where a server does not say it. */
  parameters?: number;
  isLora: boolean;
  loraRank: number;
  contextLength: number;
}

export interface SaveOptions {
  overwrite?: boolean;
}

/**
 * Verbs are carried out in the order in which they were called; nobody need wait for one before calling the next. An `optimStep`
 * right behind a `forwardBackward` that failed is refused in this process; other back ends may step with what gradient there is.
 */
export interface TrainingClient {
  forward(data: readonly Datum[], lossFn: LossFn, config?: LossFnConfig): Promise<ForwardBackwardOutput>;
  /** Adds the gradient of the summed loss to the gradient so far. */
  forwardBackward(
    data: readonly Datum[],
    lossFn: LossFn,
    config?: LossFnConfig,
  ): Promise<ForwardBackwardOutput>;
  /** AdamW exactly as torch's; consumes and clears the gradient. */
  optimStep(params: AdamParams): Promise<OptimStepOutput>;
  /** Weights and optimiser state under a name; resolves to its path. An existing name is refused unless `overwrite`. */
  saveWeights(name: string, options?: SaveOptions): Promise<{ path: string }>;
  /** Weights for sampling under a name: in this process a loadable model folder. */
  saveWeightsForSampler(name: string, options?: SaveOptions): Promise<{ path: string }>;
  /** A frozen snapshot of the present weights, ready to sample. */
  snapshotSampler(): Promise<SamplingClient>;
  getInfo(): ModelInfo;
  getTokenizer(): Tokenizer;
}

/** The projections that an adapter can change: of attention (hosted: `train_attn`), and of the SwiGLU block (`train_mlp`). */
export const loraTargets = [
  'q_proj',
  'k_proj',
  'v_proj',
  'o_proj',
  'gate_proj',
  'up_proj',
  'down_proj',
] as const;
export type LoraTarget = (typeof loraTargets)[number];

/** What the hosted service decides by itself (alpha 32, no dropout) or knows only as attention and MLP as a whole. */
export interface LoraOptions {
  /** The adapter's product is scaled by alpha / rank. Default 32. */
  alpha?: number;
  /** Default: all. */
  targets?: readonly LoraTarget[];
  /** Of the adapter's inputs, in training. Default 0. */
  dropout?: number;
}

export interface TrainingClientOptions {
  baseModel: string;
  /** Of the adapter; 0 trains all parameters (SkyRL's convention). */
  rank: number;
  /** Of the adapter's first values and of dropout. */
  seed: number;
  lora?: LoraOptions;
}

/** What makes clients: the engine of this process, or a server of the Tinker API. */
export interface TinkerService {
  createTrainingClient(options: TrainingClientOptions): Promise<TrainingClient>;
  /** Continues from `saveWeights`; `optimizer: false` starts the optimiser afresh. */
  createTrainingClientFromState(path: string, options?: { optimizer?: boolean }): Promise<TrainingClient>;
  /** A sampler over a base model or a saved path. */
  createSamplingClient(modelPath: string): Promise<SamplingClient>;
}
