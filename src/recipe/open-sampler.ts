/** A sampler over a model folder, with what is to be known of it. */

import { LocalSamplingClient, readFolderConfig } from '../engine/index.ts';
import type { LocalService } from '../engine/index.ts';

/**
 * The client is to be closed; `contextLength` is in tokens, prompt and answer together.
 * @throws InputError naming what is wrong with the folder.
 */
export async function openSampler(
  service: LocalService,
  folder: string,
): Promise<{ client: LocalSamplingClient; contextLength: number }> {
  const { contextLength } = await readFolderConfig(folder);
  const client = await service.createSamplingClient(folder);
  if (!(client instanceof LocalSamplingClient))
    throw new RangeError('openSampler: not a sampler of this process');
  return { client, contextLength };
}
