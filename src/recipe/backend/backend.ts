/**
 * Where the models of a run are trained and sampled: in this process, or on a server of the Tinker API. Stages name models
 * as the run folder does (`base`, `sft`, `grpo`); what lies in `models/<name>` is the back end's own.
 */

import type { RunFolder } from '../../core/run-folder.ts';
import type { ModelConfig } from '../../engine/index.ts';
import type { SamplingClient, TrainingClient, TrainingClientOptions } from '../../tinker/index.ts';
import type { ReferencePolicy } from '../../train/index.ts';
import type { ExpectedLoad } from '../check-training-memory.ts';

export interface BackendOptions {
  run: RunFolder;
  runsDir: string;
  signal: AbortSignal;
  warn: (message: string) => void;
}

/** To be closed, which frees what it holds there. */
export type Closable<Client> = Client & { close(): Promise<void> };

export interface OpenSampler {
  client: Closable<SamplingClient>;
  /** Tokens, prompt and answer together. */
  contextLength: number;
}

export interface OpenReference extends ReferencePolicy {
  close(): Promise<void>;
}

/** Rank 0 trains the weights themselves. */
export type Beginning = Omit<TrainingClientOptions, 'baseModel'>;

/** A stage whose last step is done. */
export interface TrainedModel {
  client: TrainingClient;
  /** What `saveWeights` gave at the end. */
  path: string;
}

export interface Backend {
  readonly weights: NamedWeights;
  /** Takes a model that exists into the run as `models/<to>`. Throws `InputError` when it is not there, or cannot be trained. */
  take(from: string, to: string): Promise<ModelConfig>;
  /** Throws `InputError` where not even the smallest step fits; says where a step may not. */
  checkMemory(
    stage: string,
    from: string,
    load: { rank: number; expected: ExpectedLoad },
    warn: (message: string) => void,
  ): Promise<void>;
  /** Training of `models/<from>` with a fresh optimiser. */
  begin(from: string, options: Beginning): Promise<Closable<TrainingClient>>;
  /** Training that goes on from what `saveWeights` gave. */
  resume(path: string): Promise<Closable<TrainingClient>>;
  /** `models/<from>` as it is, for the KL term. */
  reference(from: string, options: Beginning): Promise<OpenReference>;
  /** Makes `models/<to>`, whole or not at all. */
  keep(trained: TrainedModel, to: string): Promise<void>;
  openSampler(model: string): Promise<OpenSampler>;
  close(): Promise<void>;
}

/** What `saveWeights` has written, as `checkpoints.jsonl` knows it. */
export interface NamedWeights {
  /** How the path of saved weights is written down, and read again. */
  record(path: string): string;
  locate(record: string): string;
  /** Removes what a stage saved, but for `kept`. `recorded`: all that stands in the file; more may have been saved. */
  prune(stage: string, weights: { recorded: readonly string[]; kept: readonly string[] }): Promise<void>;
}
