/** Models of this process (a run's stage, a model folder, a GGUF file), each loaded once, with their answers cached too. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../core/file-errors.ts';
import { contentHash } from '../core/ids.ts';
import type { ChatMessage } from '../core/trace.ts';
import { baseFolderOf, createLocalService, isAdapterFolder, LocalSamplingClient } from '../engine/index.ts';
import { checkGguf, openGguf } from './gguf-model.ts';
import { fromSamplingClient } from './from-sampling-client.ts';
import { isRemote, MODEL_STRINGS, readModelString, type ModelAddress } from './model-string.ts';
import type { Purse } from './purse.ts';
import type { RequestCache } from './request-cache.ts';
import { requestKey } from './request-key.ts';
import { locateModel } from './resolve-model.ts';
import type { Generation, GenerationParams, TextModel } from './text-model.ts';

export type LocalAddress = Exclude<ModelAddress, { kind: 'http' }>;
export type ClosableModel = TextModel & { close(): Promise<void> };

/** Looks whether a local model is there, without loading it. @throws InputError when it is not. */
export function checkLocalModel(model: string, runsDirectory: string): void {
  if (isRemote(model)) return;
  const address = readModelString(model, {});
  if (address.kind === 'gguf') checkGguf(address.path);
  else locateModel(model, { runsDirectory, hint: MODEL_STRINGS });
}

/** @throws InputError when there is no such model. */
export async function openLocal(address: LocalAddress, runsDirectory: string): Promise<ClosableModel> {
  if (address.kind === 'gguf') return openGguf(address.path);
  const { id, directory, contextLength } = locateModel(address.id, { runsDirectory, hint: MODEL_STRINGS });
  const client = await createLocalService({ directory }).createSamplingClient(directory);
  if (!(client instanceof LocalSamplingClient))
    throw new RangeError('openLocal: not a sampler of this process');
  return { ...fromSamplingClient(id, client, { contextLength }), close: () => client.close() };
}

/**
 * A local model's name in the cache. Its files may change under the same model string, so that their sizes and times
 * belong to it.
 */
export function localCacheName(address: LocalAddress, runsDirectory: string): string {
  const files =
    address.kind === 'gguf' ? [address.path] : filesOf(locateModel(address.id, { runsDirectory }).directory);
  const states = files.filter(isThere).map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [size, mtimeMs];
  });
  return `${address.id}#${contentHash(states)}`;
}

/** The files that make a model, those of an adapter's base included. */
function filesOf(directory: string): string[] {
  const names = [
    ...['config.json', 'tokenizer.json', 'model.safetensors', 'model.safetensors.index.json'],
    ...['adapter_config.json', 'adapter_model.safetensors'],
  ];
  const own = names.map((file) => join(directory, file));
  return isAdapterFolder(directory) ? [...own, ...filesOf(baseFolderOf(directory))] : own;
}

/** Keeps the answers of a local model under `name`. What is kept is given in the tick of the call, so that batches stay whole. */
export function cachedLocal(
  model: TextModel,
  name: string,
  stage: string,
  { cache, purse }: { cache: RequestCache; purse: Purse },
): TextModel {
  const ask = async (
    messages: readonly ChatMessage[],
    params: GenerationParams,
    keys: readonly string[],
  ): Promise<Generation[]> => {
    const generations = await model.generate(messages, params, keys.length);
    return generations.map((generation, sample) => {
      const { promptTokens: prompt, completionTokens: completion } = generation;
      const key = keys[sample] ?? '';
      cache.put(key, name, generation);
      purse.answered(stage, model.id, { prompt, completion }, 0);
      return { ...generation, requestKey: key };
    });
  };
  return {
    id: model.id,
    generate(messages, params, numSamples) {
      const keys = Array.from({ length: numSamples }, (_, sample) =>
        requestKey(name, messages, params, sample),
      );
      const kept = keys.flatMap((key) => {
        const answer = cache.get(key);
        return answer ? [{ ...answer, requestKey: key }] : [];
      });
      if (kept.length < keys.length) return ask(messages, params, keys);
      purse.of(stage, model.id).cached += kept.length;
      return Promise.resolve(kept);
    },
  };
}
