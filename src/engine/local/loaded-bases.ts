/** Base models that many clients stand on: weights are read once, and samplers of one shape share what they compile. */

import { readAdapterFolder } from '../adapter/adapter-folder.ts';
import { mergeAdapter } from '../adapter/merge.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { readModelFolder } from '../files/model-folder.ts';
import type { ModelFolder } from '../files/model-folder.ts';
import { closeSamplerSessions, newSamplerSessions } from '../sampler/sampling-client.ts';
import type { SamplerSessions } from '../sampler/sampling-client.ts';

export class LoadedBases {
  readonly #bases = new Map<string, Promise<ModelFolder>>();
  readonly #sessions = new Map<string, SamplerSessions>();

  /** The model in `folder` in shared memory, which nobody may write. It stays loaded. @throws InputError */
  async read(folder: string): Promise<ModelFolder> {
    const found = this.#bases.get(folder) ?? readModelFolder(folder, { shared: true });
    this.#bases.set(folder, found);
    try {
      return await found;
    } catch (error) {
      this.#bases.delete(folder);
      throw error;
    }
  }

  /** An adapter's folder merged into its base, which stays loaded; any other model by itself, which does not. @throws InputError */
  async readMerged(folder: string): Promise<ModelFolder> {
    if (this.#bases.has(folder)) return this.read(folder);
    if (!isAdapterFolder(folder)) return readModelFolder(folder);
    const adapter = await readAdapterFolder(folder);
    const { config, weights } = await this.read(adapter.baseFolder);
    return { config, weights: await mergeAdapter(config, weights, adapter) };
  }

  /** What samplers of this shape compile; weights are inputs of it. */
  sessionsOf(config: ModelConfig): SamplerSessions {
    const shape = JSON.stringify(config);
    const found = this.#sessions.get(shape) ?? newSamplerSessions();
    this.#sessions.set(shape, found);
    return found;
  }

  async close(): Promise<void> {
    for (const sessions of this.#sessions.values()) await closeSamplerSessions(sessions);
    this.#bases.clear();
  }
}
