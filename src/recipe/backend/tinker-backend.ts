/**
 * A server of the Tinker API: it holds the weights and trains them; this process runs the loops, the rewards and the
 * evaluation. `models/<name>` names what the server holds (`tinker.json`) and gets the trained adapter as PEFT writes it.
 */

import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FinR1Error, RequestError } from '../../core/errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import {
  baseNameOf,
  copyTokenizer,
  HfTokenizer,
  isAdapterFolder,
  nameBase,
  readModelConfig,
  writeFolderAtomically,
} from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';
import { isHf, locateModel, readHfString } from '../../models/index.ts';
import { ServiceClient } from '../../tinker/index.ts';
import type { HttpTrainingClient, TrainingClient } from '../../tinker/index.ts';
import { referenceFromClient, referenceFromSampler } from '../../train/index.ts';
import { recordOrigin } from '../export/base-origin.ts';
import type {
  Backend,
  BackendOptions,
  Beginning,
  Closable,
  NamedWeights,
  OpenReference,
  OpenSampler,
  TrainedModel,
} from './backend.ts';
import { remoteBase } from './remote-base.ts';
import { readRemoteModel, writeRemoteModel } from './remote-model.ts';
import type { RemoteModel } from './remote-model.ts';

export interface RemoteOptions extends BackendOptions {
  /** As in the recipe. */
  from: string;
}

export class TinkerBackend implements Backend {
  readonly weights: NamedWeights;
  readonly #options: RemoteOptions;
  readonly #service: ServiceClient;

  constructor(options: RemoteOptions) {
    this.#options = options;
    const tokenizer = (): Promise<HfTokenizer> => HfTokenizer.load(this.#folder('base'));
    this.#service = new ServiceClient({ tokenizer, onNotice: options.warn });
    this.weights = this.#savedWeights();
  }

  async take(from: string, to: string): Promise<ModelConfig> {
    const { runsDir, signal } = this.#options;
    const { name, folder } = await remoteBase(from, runsDir, signal);
    await writeFolderAtomically(this.#folder(to), async (partial) => {
      await copyFile(join(folder, 'config.json'), join(partial, 'config.json'));
      await copyTokenizer(folder, partial);
      writeRemoteModel(partial, { baseModel: name, sampler: null, state: null });
      await recordOrigin(from, partial, runsDir);
    });
    return readModelConfig(this.#folder(to));
  }

  async checkMemory(): Promise<void> {
    // The server knows its machines.
  }

  async begin(from: string, options: Beginning): Promise<Closable<TrainingClient>> {
    const { baseModel, state } = this.#model(from);
    return closable(
      state === null
        ? await this.#service.createTrainingClient({ baseModel, ...options })
        : await this.#service.createTrainingClientFromState(state, { optimizer: false }),
    );
  }

  async resume(path: string): Promise<Closable<TrainingClient>> {
    return closable(await this.#service.createTrainingClientFromState(path));
  }

  async reference(from: string, options: Beginning): Promise<OpenReference> {
    // A second whole model would need as much room as the first; an adapter needs little.
    if (options.rank === 0) {
      const { client: sampler } = await this.openSampler(from);
      return { ...referenceFromSampler(sampler), close: () => sampler.close() };
    }
    const client = await this.begin(from, options);
    return { ...referenceFromClient(client), close: () => client.close() };
  }

  async keep({ client, path: state }: TrainedModel, to: string): Promise<void> {
    const { path: sampler } = await client.saveWeightsForSampler(to, { overwrite: true });
    const { baseModel } = this.#model('base');
    const { run } = this.#options;
    const fetched = run.path('checkpoints', to);
    await rm(fetched, { recursive: true, force: true });
    await this.#service.rest().downloadCheckpoint(sampler, fetched);
    if (isAdapterFolder(fetched)) await nameBase(fetched, this.#baseName());
    await copyTokenizer(this.#folder('base'), fetched);
    writeRemoteModel(fetched, { baseModel, sampler, state });
    makeFolder(run.path('models'));
    await rename(fetched, this.#folder(to));
  }

  async openSampler(model: string): Promise<OpenSampler> {
    const { baseModel, sampler } = this.#model(model);
    const sampling = await this.#service.createSamplingClient(sampler ?? baseModel);
    // The server drops samplers with their session.
    const client = Object.assign(sampling, { close: () => Promise.resolve() });
    const { contextLength } = await readModelConfig(this.#folder('base'));
    return { client, contextLength };
  }

  async close(): Promise<void> {
    await this.#service.close();
  }

  /** How an adapter names its base: as the hub does, or by where it lies here. */
  #baseName(): string {
    const { run, runsDir, from } = this.#options;
    return isHf(from)
      ? readHfString(from).name
      : baseNameOf(locateModel(from, { runsDirectory: runsDir }).directory, run.directory);
  }

  #folder(model: string): string {
    return this.#options.run.path('models', model);
  }

  #model(name: string): RemoteModel {
    return readRemoteModel(this.#folder(name));
  }

  #savedWeights(): NamedWeights {
    const gone = new Set<string>();
    return {
      record: (path) => path,
      locate: (record) => record,
      prune: async (_stage, { recorded, kept }) => {
        for (const path of recorded.filter((one) => !kept.includes(one) && !gone.has(one))) {
          await this.#remove(path);
          gone.add(path);
        }
      },
    };
  }

  /** What cannot be removed costs room on the server; training goes on. */
  async #remove(path: string): Promise<void> {
    try {
      await this.#service.rest().deleteCheckpoint(path);
    } catch (error) {
      if (!FinR1Error.isInstance(error)) throw error;
      // An earlier start of the run removed it.
      if (error instanceof RequestError && error.status === 404) return;
      this.#options.warn(`the old checkpoint ${path} stays on the server: ${error.message}`);
    }
  }
}

function closable(client: HttpTrainingClient): Closable<TrainingClient> {
  return Object.assign(client, { close: () => client.unload() });
}
