/** Models of an export and its proof: weights in memory, read once, to write, to sample and to compare. */

import { readAdapterFolder } from '../adapter/adapter-folder.ts';
import { mergeAdapter } from '../adapter/merge.ts';
import { readModelFolder } from '../files/model-folder.ts';
import type { ModelFolder } from '../files/model-folder.ts';
import { LocalSamplingClient, newSamplerSessions } from '../sampler/sampling-client.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';

/** A sampler over weights that are in memory; `name` is for messages. To be closed. */
export async function samplerOver(
  { config, weights }: ModelFolder,
  tokenizerFolder: string,
  name: string,
): Promise<LocalSamplingClient> {
  const tokenizer = await HfTokenizer.load(tokenizerFolder);
  const sessions = newSamplerSessions();
  return new LocalSamplingClient({ config, weights, tokenizer, name, threads: undefined, sessions });
}

/** An adapter folder that names its base as others know it, merged into the base that lies in `baseFolder`. */
export async function readAdapterOver(directory: string, baseFolder: string): Promise<ModelFolder> {
  const adapter = await readAdapterFolder(directory, baseFolder);
  const { config, weights } = await readModelFolder(baseFolder);
  return { config, weights: await mergeAdapter(config, weights, adapter) };
}

/** How many weights are not the same number, bit for bit, in two models of one shape. */
export function differingWeights(a: ModelFolder, b: ModelFolder): number {
  let count = 0;
  for (const [name, values] of a.weights) {
    const others = b.weights.get(name);
    if (others === values) continue;
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const otherBits = new Uint32Array(
      others?.buffer ?? new ArrayBuffer(0),
      others?.byteOffset,
      others?.length,
    );
    for (let i = 0; i < bits.length; i++) if (bits[i] !== otherBits[i]) count++;
  }
  return count;
}
