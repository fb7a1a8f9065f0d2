/** A sampler over a model folder, with what is to be known of it. */

import { LocalSamplingClient, readFolderConfig } from '../engine/index.ts';
import type { LocalService } from '../engine/index.ts';

export interface OpenSampler {
  /** To be closed. */
  client: LocalSamplingClient;
  /** Tokens, prompt and answer together. */
  contextLength: number;
}

/** @throws InputError naming what is wrong with the folder. */
export async function openSampler(service: LocalService, folder: string): Promise<OpenSampler> {
  const { contextLength } = await readFolderConfig(folder);
  const client = await service.createSamplingClient(folder);
  if (!(client instanceof LocalSamplingClient))
    throw new RangeError('openSampler: not a sampler of this process');
  return { client, contextLength };
}
