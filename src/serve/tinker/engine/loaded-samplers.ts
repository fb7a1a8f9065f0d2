/** Frozen weights ready to sample: few stay in memory, since each is as large as its model; the others are read again from their folder. */

import { createLocalService } from '../../../engine/index.ts';
import type { LoadedBases, LocalSamplingClient } from '../../../engine/index.ts';

/** Beside the bases, whose weights are in memory anyway. */
const MOST_LOADED = 4;

export class LoadedSamplers {
  readonly #bases: LoadedBases;
  readonly #threads: number | undefined;
  /** By folder, the one used last last. */
  readonly #loaded = new Map<string, Promise<LocalSamplingClient>>();

  constructor(bases: LoadedBases, threads: number | undefined) {
    this.#bases = bases;
    this.#threads = threads;
  }

  /** The sampler over the model in `folder`. @throws InputError when it cannot be read. */
  async get(folder: string): Promise<LocalSamplingClient> {
    const service = createLocalService({ directory: folder, threads: this.#threads, bases: this.#bases });
    const found = this.#loaded.get(folder) ?? service.createSamplingClient(folder);
    this.keep(folder, found);
    try {
      return await found;
    } catch (error) {
      this.drop(folder);
      throw error;
    }
  }

  keep(folder: string, sampler: Promise<LocalSamplingClient>): void {
    this.#loaded.delete(folder);
    this.#loaded.set(folder, sampler);
    const oldest = this.#loaded.keys().next();
    if (this.#loaded.size > MOST_LOADED && oldest.done !== true) this.#loaded.delete(oldest.value);
  }

  drop(folder: string): void {
    this.#loaded.delete(folder);
  }
}
