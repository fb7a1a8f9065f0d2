/** The Tinker service in this process: training and sampling clients over model folders. */

import { availableParallelism } from 'node:os';
import { InputError } from '../../core/errors.ts';
import type { SamplingClient, ServiceClient } from '../../tinker/types.ts';
import { readModelConfig } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { readModelFolder } from '../files/model-folder.ts';
import { weightSpecs } from '../files/weight-names.ts';
import { ParameterStore } from '../optimiser/parameter-store.ts';
import { LocalSamplingClient, newSamplerSessions } from '../sampler/sampling-client.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { LocalTrainingClient } from './training-client.ts';

export interface LocalServiceOptions {
  /** Named weights are saved below this folder. */
  directory: string;
  /** Log probabilities at every position, as the hosted service gives them. */
  allLogprobs?: boolean;
  /** Threads of one operator; absent: one a core. */
  threads?: number;
}

/** A service whose clients can be closed, which frees their memory at once. */
export interface LocalService extends ServiceClient {
  createTrainingClient(options: {
    baseModel: string;
    rank: number;
    seed: number;
  }): Promise<LocalTrainingClient>;
  createTrainingClientFromState(
    path: string,
    options?: { optimizer?: boolean },
  ): Promise<LocalTrainingClient>;
}

export function createLocalService(options: LocalServiceOptions): LocalService {
  const clientOf = async (
    folder: string,
    config: ModelConfig,
  ): Promise<[LocalTrainingClient, ParameterStore]> => {
    const store = new ParameterStore(weightSpecs(config), {
      helper: (options.threads ?? availableParallelism()) > 1,
    });
    const tokenizer = await HfTokenizer.load(folder);
    const names = { tokenizerFrom: folder, modelName: folder };
    return [new LocalTrainingClient({ ...options, ...names, config, store, tokenizer }), store];
  };
  return {
    async createTrainingClient({ baseModel, rank }) {
      if (rank !== 0) {
        throw new InputError(`rank ${rank}: the local engine trains all parameters for now`, {
          hint: 'Use rank 0.',
        });
      }
      const { config, weights } = await readModelFolder(baseModel);
      const [client, store] = await clientOf(baseModel, config);
      for (const [name, view] of store.views('weights')) view.set(weights.get(name) as Float32Array);
      return client;
    },
    async createTrainingClientFromState(path, { optimizer = true } = {}) {
      const [client] = await clientOf(path, await readModelConfig(path));
      try {
        await client.loadState(path, optimizer);
      } catch (error) {
        await client.close();
        throw error;
      }
      return client;
    },
    async createSamplingClient(modelPath): Promise<SamplingClient> {
      const { config, weights } = await readModelFolder(modelPath);
      const tokenizer = await HfTokenizer.load(modelPath);
      return new LocalSamplingClient({
        config,
        weights,
        tokenizer,
        name: modelPath,
        threads: options.threads,
        sessions: newSamplerSessions(),
      });
    },
  };
}
