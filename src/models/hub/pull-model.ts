/** `models pull`: the files of a model from Hugging Face into the cache that all its tools share. */

import { InputError } from '../../core/errors.ts';
import { CachedRepo, hubCacheFrom, isOffline } from '../../hub/cache-layout.ts';
import { endpointsFrom, hubTokenFrom } from '../../hub/endpoints.ts';
import { pullSnapshot } from '../../hub/pull-snapshot.ts';
import type { PulledSnapshot, SnapshotOptions } from '../../hub/pull-snapshot.ts';
import type { RemoteFile } from '../../hub/remote-file.ts';
import { readHfString } from './hf-string.ts';
import { chosenFiles, settingsFiles } from './model-files.ts';

export interface PullModelOptions extends Pick<
  SnapshotOptions,
  'signal' | 'onProgress' | 'pause' | 'freeBytes'
> {
  /** Files asked for, `*` standing for anything; none: those that a model needs; `settings`: those without its weights. */
  files?: readonly string[] | 'settings';
  /** Cache, endpoint, token and offline mode come from here. */
  env?: NodeJS.ProcessEnv;
}

/** @throws InputError, one sentence, for whatever the user can change; FinR1Error where fetching fails. */
export async function pullModel(model: string, options: PullModelOptions): Promise<PulledSnapshot> {
  const { env = process.env, files = [], ...rest } = options;
  const { name, revision, file } = readHfString(model);
  if (file !== null && files.length > 0) {
    throw new InputError(`${model} names a file, and --file names others`, {
      hint: 'Leave out one of them.',
    });
  }
  const cache = hubCacheFrom(env);
  if (isOffline(env)) throw offline(model, new CachedRepo(cache, name).find(revision), cache);
  const choose = (all: readonly RemoteFile[]): RemoteFile[] => {
    if (files === 'settings') return settingsFiles(all);
    return chosenFiles(name, all, file === null ? files : [file]);
  };
  return pullSnapshot({
    ...rest,
    ...{ name, revision, cache, endpoint: endpointsFrom(env).huggingface, token: hubTokenFrom(env) },
    choose,
  });
}

function offline(model: string, folder: string | null, cache: string): InputError {
  const state = folder === null ? `it is not in ${cache}` : `what was pulled of it lies in ${folder}`;
  return new InputError(`HF_HUB_OFFLINE is set, so that ${model} cannot be fetched; ${state}`, {
    code: 'offline',
    hint: 'Unset HF_HUB_OFFLINE to fetch it.',
  });
}
