/** The engine of this process: models are folders of the run, weights in training lie below `checkpoints/`. */

import { renameSync, rmSync } from 'node:fs';
import { makeFolder } from '../../core/make-folder.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import { createLocalService } from '../../engine/index.ts';
import type { LocalTrainingClient, ModelConfig } from '../../engine/index.ts';
import { referenceFromClient } from '../../train/index.ts';
import { checkTrainingMemory } from '../check-training-memory.ts';
import type { ExpectedLoad } from '../check-training-memory.ts';
import { openSampler } from '../open-sampler.ts';
import { takeModel } from '../take-model.ts';
import type {
  Backend,
  Beginning,
  NamedWeights,
  OpenReference,
  OpenSampler,
  TrainedModel,
} from './backend.ts';
import { localWeights } from './local-weights.ts';

export class LocalBackend implements Backend {
  readonly weights: NamedWeights;
  readonly #run: RunFolder;
  readonly #runsDir: string;
  readonly #service: ReturnType<typeof createLocalService>;

  constructor(run: RunFolder, runsDir: string) {
    this.#run = run;
    this.#runsDir = runsDir;
    this.#service = createLocalService({ directory: run.path('checkpoints') });
    this.weights = localWeights(run);
  }

  take(from: string, to: string): Promise<ModelConfig> {
    return takeModel(from, this.#folder(to), this.#runsDir);
  }

  checkMemory(
    stage: string,
    from: string,
    load: { rank: number; expected: ExpectedLoad },
    warn: (message: string) => void,
  ): Promise<void> {
    return checkTrainingMemory(stage, this.#folder(from), load, warn);
  }

  begin(from: string, options: Beginning): Promise<LocalTrainingClient> {
    return this.#service.createTrainingClient({ baseModel: this.#folder(from), ...options });
  }

  resume(path: string): Promise<LocalTrainingClient> {
    return this.#service.createTrainingClientFromState(path);
  }

  async reference(from: string, options: Beginning): Promise<OpenReference> {
    const client = await this.begin(from, options);
    return { ...referenceFromClient(client), close: () => client.close() };
  }

  async keep({ client }: TrainedModel, to: string): Promise<void> {
    const { path } = await client.saveWeightsForSampler(to, { overwrite: true });
    makeFolder(this.#run.path('models'));
    renameSync(path, this.#folder(to));
    rmSync(this.#run.path('checkpoints', 'sampler_weights'), { recursive: true, force: true });
  }

  openSampler(model: string): Promise<OpenSampler> {
    return openSampler(this.#service, this.#folder(model));
  }

  async close(): Promise<void> {
    // Each client is closed by whoever opened it.
  }

  #folder(model: string): string {
    return this.#run.path('models', model);
  }
}
