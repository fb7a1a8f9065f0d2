/** Where a pulled model lies. */

import { join } from 'node:path';

import { FinR1Error, InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { isAdapterFolder } from '../../engine/index.ts';
import { CachedRepo, hubCacheFrom } from '../../hub/cache-layout.ts';
import { pullCommand, readHfString } from './hf-string.ts';

/** The folder of a pulled model or adapter, or its GGUF file where one is named. @throws InputError with the command to give, where it is not there. */
export function cachedModel(model: string, environment: NodeJS.ProcessEnv = process.env): string {
  const { name, revision, file } = readHfString(model);
  const cache = hubCacheFrom(environment);
  const folder = new CachedRepo(cache, name).find(revision);
  if (folder === null) throw notPulled(model, `it is not in ${cache}`);
  if (file === null && isAdapterFolder(folder)) return folder;
  const wanted = file ?? 'config.json';
  if (!isThere(join(folder, wanted))) throw notPulled(model, `${wanted} is not in ${folder}`);
  return file === null ? folder : join(folder, file);
}

export function isPulled(model: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  try {
    cachedModel(model, environment);
    return true;
  } catch (error) {
    if (FinR1Error.isInstance(error) && error.code === 'not-pulled') return false;
    throw error;
  }
}

function notPulled(model: string, why: string): InputError {
  return new InputError(`${model} was not pulled: ${why}`, {
    code: 'not-pulled',
    hint: `Fetch it first: ${pullCommand(model)}`,
  });
}
