/** The Tinker service in this process: training and sampling clients over model folders. */

import { availableParallelism } from 'node:os';
import { InputError } from '../../core/errors.ts';
import type { TinkerService, TrainingClientOptions } from '../../tinker/types.ts';
import { adapterSpecs } from '../adapter/lora.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import { readModelFolder, tokenizerFolderOf } from '../files/model-folder.ts';
import { weightSpecs } from '../files/weight-names.ts';
import { ParameterStore } from '../optimiser/parameter-store.ts';
import { LocalSamplingClient, newSamplerSessions } from '../sampler/sampling-client.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { loadOptimizer, loadWeights, readSeed } from './checkpoints.ts';
import type { LoadedBases } from './loaded-bases.ts';
import { beginAdapter, resumeAdapter } from './trained-adapter.ts';
import type { BaseOptions, Beginning } from './trained-adapter.ts';
import { LocalTrainingClient } from './training-client.ts';

export interface LocalServiceOptions {
  /**
   * Named weights are saved below this folder. Adapters name a base in the folder above it (the run folder) relative to
   * that, so that it can be moved, and any other by its absolute path.
   */
  directory: string;
  /** Log probabilities at every position, as the hosted service gives them. */
  allLogprobs?: boolean;
  /** Threads of one operator; absent: one a core. */
  threads?: number;
  /** Shared with other services; whoever gives them closes them. Absent: each client reads its base for itself. */
  bases?: LoadedBases;
  /** Adapters may have a rank above the smaller side of a matrix. */
  anyRank?: boolean;
}

/** A service whose clients can be closed, which frees their memory at once. */
export interface LocalService extends TinkerService {
  createTrainingClient(options: TrainingClientOptions): Promise<LocalTrainingClient>;
  createTrainingClientFromState(
    path: string,
    options?: { optimizer?: boolean },
  ): Promise<LocalTrainingClient>;
  createSamplingClient(modelPath: string): Promise<LocalSamplingClient>;
}

export function createLocalService(options: LocalServiceOptions): LocalService {
  const { bases, anyRank } = options;
  const baseOptions: BaseOptions = {
    anyRank,
    ...(bases && { readBase: (folder: string) => bases.read(folder) }),
  };
  const clientOf = async (
    folder: string,
    beginning: Beginning,
    state?: string,
  ): Promise<LocalTrainingClient> => {
    const { config, weights, adapter } = beginning;
    const tokenizerFrom = await tokenizerFolderOf(folder);
    const tokenizer = await HfTokenizer.load(tokenizerFrom);
    const store = new ParameterStore(adapter ? adapterSpecs(config, adapter.lora) : weightSpecs(config), {
      helper: (options.threads ?? availableParallelism()) > 1,
    });
    try {
      loadWeights(folder, weights, store);
      if (state !== undefined) await loadOptimizer(state, store);
    } catch (error) {
      await store.close();
      throw error;
    }
    const names = { tokenizerFrom, modelName: folder };
    return new LocalTrainingClient({
      ...options,
      ...names,
      config,
      store,
      tokenizer,
      ...(adapter && { adapter }),
    });
  };
  return {
    async createTrainingClient({ baseModel, rank, seed, lora }) {
      if (rank !== 0)
        return clientOf(baseModel, await beginAdapter(baseModel, rank, lora, seed, baseOptions));
      if (lora !== undefined) {
        throw new InputError('rank 0 trains all parameters, and the options of LoRA mean nothing there', {
          hint: 'Give a rank of 1 or more, or leave lora out.',
        });
      }
      return clientOf(baseModel, await readModelFolder(baseModel));
    },
    async createTrainingClientFromState(path, { optimizer = true } = {}) {
      const beginning = isAdapterFolder(path)
        ? await resumeAdapter(path, await readSeed(path), baseOptions)
        : await readModelFolder(path);
      return clientOf(path, beginning, optimizer ? path : undefined);
    },
    async createSamplingClient(modelPath) {
      const { config, weights } = await (bases?.readMerged(modelPath) ?? readModelFolder(modelPath));
      const tokenizer = await HfTokenizer.load(await tokenizerFolderOf(modelPath));
      return new LocalSamplingClient({
        config,
        weights,
        tokenizer,
        name: modelPath,
        threads: options.threads,
        sessions: bases?.sessionsOf(config) ?? newSamplerSessions(),
      });
    },
  };
}
